// Draws the layers and keeps them to the view.

import { flowOf } from "../flows/flows.js";
import { stopOn } from "../keyboard/stops.js";
import { pickPoint } from "../points/hover.js";
import { addPointLayer, DENSE_FROM } from "../points/sets.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { sayState } from "../time/changes.js";
import { isUnsure, stepOn } from "../time/rule.js";
import { fannedAt, fanOut, listCrowd, meant } from "./fan.js";
import { elementIn, itemOf, items, layerData, litUp, pointOf, saidOf, shapeOf, tellDrawn, tooltip } from "./items.js";
import { layerOf } from "./layers.js";
import { shows } from "./passing.js";
import { hatches, symbol } from "./symbols.js";

/** @import { Item } from "./items.js" */
/** @import { Feature, Key, Layer, LngLat, State } from "../shared/types" */

const STATUSES = ["undelimited", "agreed", "described", "initialled", "signed", "ratified", "in-force"];
const TARGET_PX = 24; // WCAG 2.5.8: a smaller mark is hit as easily as one of this size.
const MOST_OVER = 100; // above the radius of any mark
const PRECISION_SHOWN_M = 1500; // A site known better than this needs no circle at the zooms in use.
/** @type {Record<string, number>} */
const UNDER_MARKS = { areas: 410, line: 430, flows: 570, dots: 580 };
const DISTRICT_M = 20000; // From here on the circle is a district's: an outline, and only of what is selected, or it would cover what is known better.
/** @type {Key[]} */
const PAINTED = ["date", "mode", "days", "layers", "line", "region", "only", "select", "lit", "theme"];
/** Gold rings: the selected record's and those of the others that are lit. @type {L.CircleMarker[]} */
let selections = [];

// ---- making ------------------------------------------------------------------------------------------------
/** @param {Item} item */
function select(item) {
  if (item.marker) fanOut(pointOf(item, item.marker));
  atlas.patch({ select: item.feature.select }, true);
}

/** @param {Item} item @param {Feature["geometry"]} geometry */
function makePath({ feature, layer }, geometry) {
  const options = {
    pane: feature.symbol.form === "stretch" ? "stretch" : paneOf(layer),
    className: `${layer.draw} ${feature.symbol.style || ""}`,
    smoothFactor: 0.6,
  };
  const shape = L.geoJSON(geometry, options);
  const path = /** @type {L.Polyline} */ (shape.getLayers()[0]);
  path.options.className = options.className;
  return path;
}

/** Marks of all layers lie in one pane, since a small one must lie over a large one whatever it is of. @param {Layer} layer */
const paneOf = ({ draw, id }) => (draw === "points" ? "marks" : id);

/** The places along a stretch, each with what it is and, where it is known roughly, its circle. @param {Item} item */
function makeSpots(item) {
  const { feature } = item;
  return (feature.symbol.spots || []).flatMap(([lon, lat, radius, name]) => {
    const dot = L.circleMarker([lat, lon], { pane: "spots", radius: 3.5, className: "spot" });
    dot.bindTooltip(() => tooltip({ title: name, kind: feature.title }), {
      direction: "top",
      offset: [0, -6],
      opacity: 1,
    });
    dot.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      select(item);
    });
    stopOn(dot, {
      words: `${name}, ${feature.title}`,
      place: () => dot.getLatLng(),
      open: () => select(item),
    });
    const known = { pane: "precision", radius, interactive: false, className: "precision clash" };
    return radius >= PRECISION_SHOWN_M ? [L.circle([lat, lon], known), dot] : [dot];
  });
}

/** @param {Item} item @param {LngLat} place */
function makePoint(item, [lon, lat]) {
  const { feature, layer } = item;
  const drawn = symbol(feature.symbol, item.state);
  item.radius = drawn.radius;
  const size = Math.max(drawn.size, TARGET_PX);
  const holder = dom.element("div", "");
  holder.appendChild(drawn.element);
  const marker = L.marker([lat, lon], {
    pane: paneOf(layer),
    keyboard: false, // a stop of its own for each would be a hundred (keyboard/keys.js)
    icon: L.divIcon({ className: `point ${layer.id}`, html: holder, iconSize: [size, size] }),
  });
  const over = `${MOST_OVER - Math.round(drawn.radius)}`; // Large marks lie under small ones, so that both can be clicked.
  marker.on("add", () => marker.getElement()?.style.setProperty("--over", over));
  if (feature.precision_m && feature.precision_m >= PRECISION_SHOWN_M) {
    item.circle = L.circle([lat, lon], {
      pane: "precision",
      radius: feature.precision_m,
      interactive: false,
      className: `precision ${feature.symbol.form}${feature.precision_m >= DISTRICT_M ? " district" : ""}`,
    });
  }
  return marker;
}

/** The middle of an area or line, or where a mark is. @param {L.Marker | L.Polyline} shape */
const placeOf = (shape) => (shape instanceof L.Marker ? shape.getLatLng() : shape.getBounds().getCenter());

/** @param {Item} item */
function make(item) {
  const { feature } = item;
  if (item.layer.draw === "flows") {
    item.path = flowOf(item); // one for all records of a pair, which looks after itself
    return;
  }
  if (feature.point && !feature.geometry) item.marker = makePoint(item, feature.point);
  else item.path = makePath(item, feature.geometry);
  item.spots = makeSpots(item);
  const shape = item.marker || item.path;
  if (!shape) return;
  shape.bindTooltip(() => tooltip(feature), {
    sticky: !item.marker,
    direction: "top",
    offset: [0, item.marker ? -Math.max(8, item.radius + 2) : 0], // above a mark, never on it
    opacity: 1,
  });
  shape.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    shape.closeTooltip(); // the card says more, and the mark is seen
    const point = item.marker && meant(pointOf(item, item.marker), event.originalEvent);
    if (!pickPoint(event) && !listCrowd(point)) select((point && itemOf(point)) ?? item);
  });
  const words = saidOf(feature).join(", ");
  const home = placeOf(shape); // also while it is fanned out
  stopOn(shape, {
    words,
    is: () => sayState(feature),
    place: () => placeOf(shape),
    stands: () => home,
    open: () => select(item),
  });
}

// ---- keeping to the view -------------------------------------------------------------------------------------
/** One place with many events has one circle, not a pile of them. @type {Map<string, { circle: L.Circle, users: number }>} */
const circles = new Map();
/** @param {Item} item @param {L.Circle} circle @param {boolean} on */
function putCircle(item, circle, on) {
  if (on === Boolean(item.circled)) return;
  item.circled = on;
  const { layer, feature } = item;
  const key = `${layer.id}|${feature.point}|${feature.precision_m}`;
  const held = circles.get(key) || { circle, users: 0 };
  circles.set(key, held);
  held.users += on ? 1 : -1;
  if (held.users === Number(on)) reveal(held.circle, on);
}

/**
 * A shape stays on the map once it was drawn, and is hidden: Leaflet would make its element anew each time it is added.
 *
 * @param {L.Marker | L.Path} shape
 * @param {boolean} on
 */
function reveal(shape, on) {
  if (!atlas.map.hasLayer(shape)) shape.addTo(atlas.map);
  const element = elementIn(shape);
  if (element) element.style.visibility = on ? "" : "hidden"; // without its box it would be laid out anew each time
  if (!on) shape.closeTooltip();
}

/** @param {Item} item @param {boolean} on */
function put(item, on) {
  if (on && !shapeOf(item)) make(item);
  const shape = shapeOf(item);
  if (on === item.on || !shape) return false;
  item.on = on;
  if (item.layer.draw === "flows") return true;
  reveal(shape, on);
  for (const spot of item.spots || []) reveal(spot, on);
  return true;
}

/** @param {Item} item @param {number} day @param {boolean} selected */
function dress(item, day, selected) {
  const step = stepOn(item.feature.steps, day);
  const inferred = Boolean(step?.[3]);
  const state = step ? step[2] : null;
  const look = `${state}|${inferred}|${item.unsure}|${selected}`;
  if (look === item.look) return false;
  const stateChanged = item.state !== state;
  item.look = look;
  item.state = state;
  if (item.marker) dressMark(item, item.marker, stateChanged, selected);
  else if (item.path && item.layer.draw !== "flows") dressPath(item, item.path, inferred, selected);
  return true;
}

/** @param {Item} item @param {L.Marker} marker @param {boolean} stateChanged @param {boolean} selected */
function dressMark(item, marker, stateChanged, selected) {
  if (stateChanged && item.on) {
    marker.remove(); // Another state is another symbol.
    make(item);
    item.marker?.addTo(atlas.map);
  }
  const element = item.marker?.getElement();
  if (!element) return;
  element.className = element.className.replace(/ ?(unsure|selected|st-\S+)/g, "");
  element.classList.toggle("unsure", item.unsure);
  element.classList.toggle("selected", selected);
  if (item.state) element.classList.add(`st-${item.state}`);
}

/** @param {Item} item @param {L.Polyline} path @param {boolean} inferred @param {boolean} selected */
function dressPath(item, path, inferred, selected) {
  const element = elementIn(path);
  if (!element) return;
  for (const status of STATUSES) element.classList.toggle(`s-${status}`, status === item.state);
  element.classList.toggle("unsure", item.unsure);
  element.classList.toggle("selected", selected);
  element.style.fill = inferred ? `url(#hatch-${item.state})` : "";
  if (selected) path.bringToFront();
}

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  if (!PAINTED.some((key) => keys.has(key))) return;
  const switchedOn = new Set(state.layers);
  const lit = litUp(state);
  let any = false;
  for (const item of items) {
    const on = switchedOn.has(item.layer.id) && item.layer.draw !== "list" && shows(item.feature, item.layer, state);
    const selected = lit.has(item.feature.select);
    any = put(item, on) || any;
    if (item.circle) putCircle(item, item.circle, on && (selected || Number(item.feature.precision_m) < DISTRICT_M));
    if (!on) continue;
    item.unsure = isUnsure(item.feature, item.layer, state.date);
    any = dress(item, state.date, selected) || any;
  }
  if (keys.has("select") || keys.has("lit") || any) ring(state);
  if (any) tellDrawn();
}

// A thin gold ring where the selected record is: round its mark if that is drawn, otherwise at its place.
/** @param {State} state */
function ring(state) {
  for (const circle of selections) circle.remove();
  selections = [...litUp(state)].flatMap(ringAt);
}
/** @param {string} id */
function ringAt(id) {
  const drawn = items.find((item) => item.on && item.feature.select === id);
  if (drawn && !drawn.marker) return [];
  const known = drawn || items.find((item) => item.feature.select === id && item.feature.point);
  const fanned = fannedAt(id);
  const at = fanned ? [fanned.lng, fanned.lat] : known?.feature.point;
  if (!at) return [];
  const look = { radius: (drawn ? drawn.radius : 9) + 5, className: "selection", interactive: false };
  return [L.circleMarker([at[1], at[0]], { pane: "selection", ...look }).addTo(atlas.map)];
}

// ---- loading --------------------------------------------------------------------------------------------------
export function startFeatures() {
  const pane = (/** @type {string} */ name) => atlas.map.getPane(name) || atlas.map.createPane(name);
  Object.assign(pane("precision").style, { zIndex: "420", pointerEvents: "none" });
  pane("stretch").style.zIndex = "425"; // under the line, of which it is a part
  pane("spots").style.zIndex = "598";
  pane("marks").style.zIndex = "600";
  // A line lies over the areas' colour, and marks over both.
  atlas.config.order.forEach((id, index) => {
    pane(id).style.zIndex = String(UNDER_MARKS[atlas.config.draws[id]] || 600 + 10 * index);
  });
  pane("selection").style.zIndex = "690";
  const hatchHost = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  hatchHost.setAttribute("class", "ba-hatches");
  hatchHost.setAttribute("aria-hidden", "true");
  hatchHost.appendChild(hatches(STATUSES));
  document.body.appendChild(hatchHost);
  atlas.painters.push(paint);
  for (const id of atlas.config.order) load(id);
}

/** @param {string} id */
async function load(id) {
  const layer = await layerOf(id);
  if (!layer) return;
  layerData()[id] = layer;
  const { features } = layer;
  if (layer.draw === "points" && features.length > DENSE_FROM && features.every((feature) => !feature.steps.length)) {
    addPointLayer(layer); // too many for single marks
    atlas.repaint();
    return;
  }
  for (const feature of features) {
    if (feature.point || feature.geometry) {
      items.push({ feature, layer, on: false, unsure: false, look: null, state: null, radius: 0 });
    }
  }
  items.sort((a, b) => a.layer.order - b.layer.order);
  atlas.repaint();
}
