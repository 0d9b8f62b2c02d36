// The ruler: click point after point, read the length of the path on the ellipsoid.

import { placeLabels } from "../names/labels.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { closeFan } from "./fan.js";
import { geodesic, geodesicLine } from "./geodesic.js";

const SAME_SPOT_PX = 4; // The second click of a double click adds nothing.
/** @typedef {"off" | "drawing" | "done"} Stage a path that is done stays until the button clears it */
/** @type {Stage} */
let stage = "off";
/** @type {L.LatLng[]} */
let points = [];
/** @type {L.LatLng | null} */
let pointer = null;
let coarsest = Infinity; // least zoom at which a point was set: no digit finer than a pixel there
/** @type {L.Polyline} */
let path;
/** @type {L.Polyline} */
let ahead;
/** @type {L.LayerGroup} */
let dots;
/** @type {Record<"button" | "readout" | "total" | "hint", HTMLElement>} */
let parts;

const touch = window.matchMedia("(pointer: coarse)");

/** @param {number} metres @param {number} metresPerPixel */
function sayLength(metres, metresPerPixel) {
  const decimals = Math.min(3, Math.max(0, Math.ceil(-Math.log10(metresPerPixel / 1000))));
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return tr("{km} km", { km: (metres / 1000).toLocaleString("en", digits) });
}

const metresPerPixel = () => (40075016.7 * Math.cos((points[0].lat * Math.PI) / 180)) / 2 ** (coarsest + 8);

/** @param {L.LatLng[]} along */
function length(along) {
  const legs = along.slice(1).map((point, index) => geodesic(along[index], point));
  const words = sayLength(
    legs.reduce((sum, leg) => sum + leg.metres, 0),
    metresPerPixel(),
  );
  if (legs.every((leg) => leg.exact)) return words;
  return tr("about {length} (a leg between opposite ends of the earth is measured on a sphere)", { length: words });
}

/** @param {L.LatLng[]} along */
const lines = (along) => along.slice(1).flatMap((point, index) => geodesicLine(along[index], point));

function show() {
  const live = stage === "drawing" && points.length > 0 ? pointer : null;
  path.setLatLngs(lines(points));
  ahead.setLatLngs(live ? geodesicLine(points[points.length - 1], live) : []);
  dots.clearLayers();
  for (const point of points) {
    const look = { pane: "ruler", radius: 4, className: "ba-ruler-dot", interactive: false };
    L.circleMarker(point, look).addTo(dots);
  }
  parts.readout.hidden = stage === "off";
  if (points.length === 0)
    parts.total.textContent = touch.matches ? tr("Tap the first point") : tr("Click the first point");
  else parts.total.textContent = length(live ? [...points, live] : points);
  const ways = touch.matches
    ? tr("Tap the next point; Measure again clears.")
    : tr("Click the next point; double click or Esc ends.");
  parts.hint.textContent = stage === "done" ? tr("Measure again clears.") : points.length ? ways : "";
}

/** @param {Stage} next */
function set(next) {
  const { map } = atlas;
  stage = next;
  const drawing = stage === "drawing";
  if (stage === "off") points = [];
  if (!drawing) pointer = null;
  map.getContainer().classList.toggle("ba-measuring", drawing);
  parts.button.setAttribute("aria-pressed", String(stage !== "off"));
  if (drawing) map.doubleClickZoom.disable();
  else map.doubleClickZoom.enable();
  parts.readout.setAttribute("aria-live", stage === "done" ? "polite" : "off"); // Read once, not with every move.
  show();
  placeLabels();
}

const finish = () => set(points.length > 1 ? "done" : "off");

/** @param {MouseEvent} event */
function ofMap({ target }) {
  const container = atlas.map.getContainer();
  return target === container || (target instanceof Node && Boolean(atlas.map.getPane("mapPane")?.contains(target)));
}

/** Heard before Leaflet hears it, so that a mark or area under the pointer is measured to, not selected. @param {MouseEvent} event */
function clicked(event) {
  const { map } = atlas;
  if (stage !== "drawing" || !ofMap(event)) return;
  event.stopImmediatePropagation();
  if (map.dragging.moved() || map.boxZoom?.moved()) return;
  const point = map.mouseEventToLatLng(event);
  const last = points[points.length - 1];
  const at = (/** @type {L.LatLng} */ latlng) => map.latLngToContainerPoint(latlng);
  if (last && at(last).distanceTo(at(point)) < SAME_SPOT_PX) return;
  points.push(point);
  coarsest = points.length === 1 ? map.getZoom() : Math.min(coarsest, map.getZoom());
  show();
}

/** @param {HTMLElement} column */
export function startRuler(column) {
  const { map } = atlas;
  const pane = map.createPane("ruler");
  pane.style.zIndex = "695";
  pane.style.pointerEvents = "none";
  // Without a margin of its own the path would end at the window's edge during a drag.
  const renderer = L.svg({ pane: "ruler", padding: 0.5 });
  const style = { pane: "ruler", renderer, interactive: false, smoothFactor: 0 };
  path = L.polyline([], { ...style, className: "ba-ruler-path" }).addTo(map);
  ahead = L.polyline([], { ...style, className: "ba-ruler-path ahead" }).addTo(map);
  dots = L.layerGroup().addTo(map);
  const button = dom.button("ba-tool", tr("Measure"), tr("Measure a path on the map"), column, () => {
    if (stage === "off") closeFan();
    set(stage === "off" ? "drawing" : "off");
  });
  const readout = dom.element("div", "ba-readout", null, column);
  const total = dom.element("b", "", "", readout);
  parts = { button, readout, total, hint: dom.element("span", "", "", readout) };
  const container = map.getContainer();
  container.addEventListener("click", clicked, true);
  container.addEventListener(
    "dblclick",
    (event) => {
      if (stage !== "drawing" || !ofMap(event)) return;
      event.stopImmediatePropagation();
      finish();
    },
    true,
  );
  map.on("mousemove", (event) => {
    if (stage !== "drawing" || touch.matches || !points.length) return;
    pointer = event.latlng;
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || stage !== "drawing" || event.defaultPrevented) return;
    event.preventDefault();
    finish();
  });
  set("off");
}
