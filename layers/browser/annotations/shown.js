// What somebody drew on a scene, over everything else on the map, each on its days. Nothing of it can be clicked.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { isShown, labelAt, labelOf, placesOf, ringOf } from "./look.js";

/** @import { Annotation, Key, State } from "../shared/types" */

const PANE = "annotations";
const [HEAD_PX, TIP_PX, WING] = [17, 3, 0.42];
/** @type {L.LayerGroup | undefined} */
let group;
/** @type {L.Renderer} */
let renderer;
/** @type {Annotation[]} */
let drawn = [];

/** @param {State} state @param {Set<Key>} keys */
function paint({ annotations, date }, keys) {
  if (!keys.has("annotations") && !keys.has("date")) return;
  const wanted = annotations.filter((one) => isShown(one, date));
  if (wanted.length === drawn.length && wanted.every((one, index) => one === drawn[index])) return;
  drawn = wanted;
  if (!group) begin();
  group?.clearLayers();
  for (const one of drawn) draw(one);
}

function begin() {
  const pane = atlas.map.createPane(PANE);
  Object.assign(pane.style, { zIndex: "692", pointerEvents: "none" });
  renderer = L.svg({ pane: PANE, padding: 0.5 });
  group = L.layerGroup().addTo(atlas.map);
}

/** @param {Annotation} one */
function draw(one) {
  const { kind, colour = "ink" } = one.properties;
  const look = `ba-drawn ba-drawn-${colour}`;
  const latlngs = /** @type {[number, number][]} */ (
    kind === "circle" ? ringOf(one) : placesOf(one).map(([lng, lat]) => [lat, lng])
  );
  if (kind !== "text") {
    for (const under of [" under", ""]) {
      const style = { pane: PANE, renderer, interactive: false, smoothFactor: 0, className: look + under };
      const closed = kind === "area" || kind === "circle";
      (closed ? L.polygon(latlngs, style) : L.polyline(latlngs, { ...style, fill: false })).addTo(layers());
    }
  }
  if (kind === "arrow") put(latlngs[latlngs.length - 1], look, head(latlngs));
  const words = labelOf(one);
  if (!words) return;
  const [lat, lng, under] = labelAt(one);
  const label = dom.element("span", "", words);
  label.dataset.under = String(under);
  put([lat, lng], `${look} ba-drawn-${kind}`, label);
}

const layers = () => /** @type {L.LayerGroup} */ (group);

/** @param {[number, number]} at @param {string} className @param {HTMLElement} html */
function put(at, className, html) {
  const icon = L.divIcon({ className, html, iconSize: [0, 0] });
  L.marker(at, { pane: PANE, icon, interactive: false, keyboard: false }).addTo(layers());
}

/** The head of an arrow. On this projection a line has the same direction at every zoom. @param {[number, number][]} latlngs */
function head(latlngs) {
  const points = latlngs.map((latlng) => atlas.map.project(latlng, 20));
  const tip = points[points.length - 1];
  const before = points.findLast((point) => point.distanceTo(tip) > 0) ?? tip;
  const turn = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
  const wing = HEAD_PX * WING;
  const html = dom.element("div");
  html.innerHTML = `<svg viewBox="-24 -24 48 48" width="48" height="48" aria-hidden="true"><path transform="rotate(${turn})" d="M${TIP_PX - HEAD_PX} ${-wing}L${TIP_PX} 0L${TIP_PX - HEAD_PX} ${wing}Z"/></svg>`;
  return html;
}

export function startAnnotations() {
  atlas.painters.push(paint);
}
