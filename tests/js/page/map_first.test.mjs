// What Python sends behind a page's first map waits until that is painted, comes in its order, and never waits long.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const MAP = new TextEncoder().encode("\u0012streamlit_folium.st_folium").buffer;
const FOLDER = "../../../layers/browser/page";

let frames = [];
let atlas;
let sketch;

/** Every frame that is asked for until none is, or so many. @param {number} most */
function paint(most) {
  for (let count = 0; count < most && frames.length; count += 1) {
    const due = frames;
    frames = [];
    for (const one of due) one();
    mock.timers.tick(0);
  }
}

/** A socket on which Streamlit listens, and what it has heard. */
async function listening() {
  const { startMapFirst } = await import(`${FOLDER}/map_first.js?${Math.random()}`);
  startMapFirst();
  const socket = new WebSocket();
  const heard = [];
  socket.addEventListener("message", ({ data }) => heard.push(data));
  const says = (data) => socket.dispatchEvent(Object.assign(new Event("message"), { data }));
  return { heard, says };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [frames, atlas, sketch] = [[], undefined, {}];
  globalThis.WebSocket = class extends EventTarget {};
  globalThis.window = globalThis;
  globalThis.requestAnimationFrame = (run) => frames.push(run);
  globalThis.document = {
    querySelector: (names) => (names === ".ba-first-half" ? sketch : { contentWindow: { borderAtlas: atlas } }),
  };
});

test("what comes behind the map waits for it to be painted, and keeps its order", async () => {
  const { heard, says } = await listening();
  for (const data of ["before", MAP, "beside", "last"]) says(data);
  paint(20);
  assert.deepEqual(heard, ["before", MAP]);
  const layers = { lines: [] };
  atlas = { config: { order: ["lines"] }, snapshot: () => ({ date: "2022-09-16" }), layerData: () => layers };
  paint(20);
  assert.deepEqual(heard, ["before", MAP, "beside", "last"]);
  says(MAP);
  says("later");
  assert.deepEqual(heard.slice(4), [MAP, "later"]);
});

test("a map that does not come keeps nothing back for longer than half a second", async () => {
  const { heard, says } = await listening();
  for (const data of [MAP, "beside"]) says(data);
  mock.timers.tick(499);
  assert.deepEqual(heard, [MAP]);
  mock.timers.tick(1);
  assert.deepEqual(heard, [MAP, "beside"]);
});

test("on a page without a map nothing waits", async () => {
  sketch = null;
  const { heard, says } = await listening();
  for (const data of [MAP, "beside"]) says(data);
  assert.deepEqual(heard, [MAP, "beside"]);
});
