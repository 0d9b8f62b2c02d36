// The second of two maps: a map of the same kind in a frame of its own, its camera locked to this one's (compare.js, presenter/beside.js).
import { embedded, mindHost, mindPage } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { toIso } from "../shared/days.js";
import * as dom from "../shared/dom.js";

/** @import { Painter, State, View } from "../shared/types" */

/** The second half: its own borderAtlas and its page. @typedef {{ face: Window["borderAtlas"], body: HTMLElement }} Half */

/** @type {Half | undefined} */
let half;
let moving = false;

/** The face of the second map, where two stand. */
export const otherHalf = () => half?.face;

/** @param {L.Map} map @param {L.Map} leader */
export function follow(map, leader) {
  if (moving) return;
  moving = true;
  map.setView([leader.getCenter().lat, leader.getCenter().lng], leader.getZoom(), { animate: false });
  moving = false;
}

/** What both halves share; the date is each half's own. @param {State} state @returns {Partial<View>} */
export const shared = ({ mode, days, layers, line, region, select, base, tint, only, lit, sets, annotations }) => ({
  mode,
  days,
  layers,
  line,
  region,
  select,
  base,
  tint,
  only,
  lit,
  sets,
  annotations,
});

/** @param {HTMLIFrameElement} frame @param {Painter} hear */
function join(frame, hear) {
  const { contentWindow: view, contentDocument: page } = frame;
  const place = page?.getElementById("map_div");
  if (!view || !page || !place) throw new Error("the second map's frame is empty");
  const face = view.borderAtlas;
  const centre = atlas.map.getCenter();
  const map = view.L.map(place, {
    zoomControl: false,
    minZoom: atlas.map.getMinZoom(),
    maxZoom: atlas.map.getMaxZoom(),
    zoomSnap: atlas.map.options.zoomSnap,
    zoomAnimation: false,
    center: [centre.lat, centre.lng],
    zoom: atlas.map.getZoom(),
  });
  face.start(map, { ...atlas.config, compare: null });
  page.body.classList.add("ba-second");
  page.body.classList.remove("ba-folds");
  if (embedded) mindHost(map);
  mindPage(map);
  face.setTheme(String(document.documentElement.dataset.theme));
  const date = atlas.state.against || toIso(atlas.state.date);
  face.apply({ n: 1, link: "", told: {}, view: { ...shared(atlas.state), date, at: camera.at() } });
  face.painters.push(hear);
  atlas.map.on("move", () => follow(map, atlas.map));
  let touchedAt = -Infinity; // Only a hand's move goes into the link; the other half also moves when windows change size.
  camera.watchHand(map, () => {
    touchedAt = performance.now();
  });
  map.on("move", () => {
    if (moving) return;
    if (camera.soonAfter(touchedAt)) camera.moveByHand(() => follow(atlas.map, map));
    else follow(atlas.map, map);
  });
  half = { face, body: page.body };
  return half;
}

/**
 * Open another map in a frame, of this window or another.
 *
 * @param {HTMLIFrameElement} frame
 * @param {(page: Document) => void} fill puts the scripts into its page, which start nothing
 * @param {() => void} loaded
 */
export function openMap(frame, fill, loaded) {
  const page = document.implementation.createHTMLDocument(frame.title);
  page.documentElement.lang = document.documentElement.lang;
  dom.element("div", "", null, page.body).id = "map_div";
  fill(page);
  frame.addEventListener("load", loaded, { once: true });
  frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`; // Its addresses are relative to this document's.
}

/**
 * Open the second map.
 *
 * @param {HTMLIFrameElement} frame
 * @param {(page: Document) => void} fill as of `openMap`
 * @param {Painter} hear is told what a hand changes there
 * @param {(half: Half) => void} joined
 */
export function openHalf(frame, fill, hear, joined) {
  openMap(frame, fill, () => joined(join(frame, hear)));
}
