// What is selected is brought into sight, where a control lies over it or a small window does not reach to it.
import { around } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { nearestFree } from "../shared/room.js";
import { homeOf } from "./fan.js";
import { drawnPoints, onDrawn } from "./items.js";

const SMALL_PX = { x: 700, y: 400 };
/** What was brought into sight, and is the hand's from then on. @type {string | null} */
let done = null;
/** @type {string | null} */
let shown = null;
let touched = false;

/** The controls over the map, in its own pixels. @param {HTMLElement} container */
function boxes(container) {
  const from = container.getBoundingClientRect();
  return [...container.querySelectorAll(".ba-keepout, .ba-edge")]
    .map((element) => element.getBoundingClientRect())
    .filter((box) => box.width && box.height)
    .map((box) => ({ x: box.x - from.x, y: box.y - from.y, width: box.width, height: box.height }));
}

function bring() {
  const { map, state } = atlas;
  if (state.select === done) return;
  const drawn = drawnPoints().find((point) => point.select === state.select);
  if (state.select && !drawn) return; // not yet, or never
  if (state.select !== shown) touched = false;
  shown = done = state.select;
  if (!drawn || touched) return;
  const size = map.getSize();
  const point = map.latLngToContainerPoint(homeOf(drawn));
  const outside = point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y;
  // A large window shows what its link names; what lies beyond it is counted at its edges.
  if (outside && size.x > SMALL_PX.x && size.y > SMALL_PX.y) return;
  const free = nearestFree(size, boxes(map.getContainer()), point);
  const by = point.subtract([free.x, free.y]).round();
  if (by.x || by.y) camera.shift(by);
}

/** Only the map of a page: a scene and a file are shown as they were set. */
export function startSight() {
  if (!around) return;
  atlas.painters.push((_, keys) => {
    if (keys.has("select")) requestAnimationFrame(() => requestAnimationFrame(bring));
  });
  onDrawn(bring);
  camera.watchHand(atlas.map, () => {
    touched = true;
  });
  // Controls and windows that come to stand otherwise may cover it again.
  atlas.map.on("resize placed", () => {
    done = null;
    bring();
  });
}
