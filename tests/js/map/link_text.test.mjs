// The link that "Copy link" copies says what the address bar says (layers/view/link.py).
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf, pageOf } from "../../../layers/browser/map/link_text.js";
import { toDay } from "../../../layers/browser/shared/days.js";

const view = { date: toDay("2022-09-16"), mode: "upto", days: 30, select: null };
const LINK = "/?date=2022-09-16&mode=upto&layers=border,sections";

test("a link that is up to date stays as Python wrote it", () => {
  assert.equal(linkOf(LINK, view, false), LINK);
});

test("what the hand has changed since is written over it", () => {
  const moved = { ...view, date: toDay("2021-04-29"), mode: "window", days: 7, select: "kant" };
  const params = new URL(linkOf(LINK, moved, [39.9, 70.6, 10]), "http://example.org").searchParams;
  assert.deepEqual(Object.fromEntries(params), {
    date: "2021-04-29",
    mode: "window",
    days: "7",
    layers: "border,sections",
    select: "kant",
    at: "39.9,70.6,10",
  });
  assert.equal(linkOf(`${LINK}&days=7&at=39.9,70.6,10`, view, "whole"), LINK);
});

test("a row of a reader's own set is in no link, and no other record in its place", () => {
  assert.equal(linkOf(LINK, { ...view, select: "own:1:17" }, false), LINK);
  assert.equal(linkOf(`${LINK}&select=kant`, { ...view, select: "own:1:17" }, false), LINK);
});

test("the whole address is that of the page around the frame", () => {
  const page = { origin: "https://atlas.example", pathname: "/atlas/explore" };
  const frame = "/atlas/component/streamlit_folium.st_folium/index.html";
  assert.equal(pageOf("/?date=2022-09-16", page, frame), "https://atlas.example/atlas/?date=2022-09-16");
  assert.equal(pageOf("?date=2022-09-16", page, frame), "https://atlas.example/atlas/explore?date=2022-09-16");
  assert.equal(pageOf("https://other.example/?x=1", page, frame), "https://other.example/?x=1");
  assert.equal(pageOf("/?x=1", { origin: "null", pathname: "" }, ""), null);
});
