// Outlines and precision circles of a reader's own sets, beside the points of points.js. Kept to the slider by the same rules.
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { fetchJson } from "../shared/loading.js";
import { shows } from "../time/rule.js";
import { pickPoint } from "./hover.js";

/** @import { Circle, Key, SetSpec, Shape, ShapeData, State } from "../shared/types" */

/**
 * @typedef OwnShapes
 * @property {SetSpec} spec
 * @property {ShapeData | null} data
 * @property {Map<number, L.Layer>} drawn by row
 * @property {Map<string, L.Layer>} circles by place
 * @property {AbortController} abort
 */

const COLOURS = ["cat-1", "cat-2", "cat-3", "cat-4", "cat-5", "cat-6", "cat-other"];
const MOST_CIRCLES = 24; // More circles at once than this are fog: then only the selected row has its own.
/** @type {Key[]} */
const PAINTED = ["date", "mode", "days", "select", "theme"];
/** @type {Map<string, OwnShapes>} */
const sets = new Map();
/** @type {L.Renderer} */
let renderer;

/** @param {SetSpec} spec @param {Shape} shape */
function outline(spec, [row, , , vague, geometry, colour]) {
  const style = { color: dom.colour(COLOURS[colour]), weight: 2, fillOpacity: vague ? 0 : 0.18 };
  const layer = L.geoJSON(geometry, {
    pane: "own-shapes",
    renderer,
    bubblingMouseEvents: false,
    style: vague ? { ...style, dashArray: "5 5" } : style,
    pointToLayer: (_, latlng) => L.circleMarker(latlng, { radius: 4 }),
  });
  layer.on("click", (event) => {
    if (!pickPoint(event)) atlas.patch({ select: `${spec.id}:${row}` }, true);
  });
  return layer;
}

/** @param {Circle} circle */
const precision = ([, , , lon, lat, metres]) =>
  L.circle([lat, lon], {
    pane: "own-shapes",
    renderer,
    radius: metres,
    interactive: false,
    color: dom.colour("muted"),
    weight: 1,
    opacity: 0.7,
    dashArray: "3 4",
    fill: false,
  });

/**
 * Draw what is wanted and not drawn yet, and remove what is not wanted any more.
 *
 * @template Name, What
 * @param {Map<Name, L.Layer>} held
 * @param {Map<Name, What>} wanted
 * @param {(what: What) => L.Layer} make
 */
function keep(held, wanted, make) {
  for (const [name, layer] of held) {
    if (wanted.has(name)) continue;
    layer.remove();
    held.delete(name);
  }
  for (const [name, what] of wanted) if (!held.has(name)) held.set(name, make(what).addTo(atlas.map));
}

/** @param {OwnShapes} one @param {State} state */
function draw({ data, spec, drawn, circles }, state) {
  if (!data) return;
  /** @param {Shape | Circle} what */
  const on = ([, start, end]) => shows(start, end, data.time, state);
  keep(drawn, new Map(data.shapes.filter(on).map((shape) => [shape[0], shape])), (shape) => outline(spec, shape));
  /** One place with many events has one circle. @type {Map<string, { circle: Circle, selected: boolean }>} */
  const places = new Map();
  for (const circle of (spec.circle ? [...data.circles, spec.circle] : data.circles).filter(on)) {
    const selected = state.select === `${spec.id}:${circle[0]}`;
    const place = circle.slice(3).join("|");
    if (selected || !places.has(place)) places.set(place, { circle, selected });
  }
  const fog = places.size > MOST_CIRCLES;
  const wanted = [...places].filter(([, place]) => !fog || place.selected);
  keep(circles, new Map(wanted), ({ circle }) => precision(circle));
}

/** @param {OwnShapes} one */
function clear({ drawn, circles }) {
  for (const layer of [...drawn.values(), ...circles.values()]) layer.remove();
  drawn.clear();
  circles.clear();
}

/** @param {SetSpec} spec @param {string} url */
async function load(spec, url) {
  /** @type {OwnShapes} */
  const one = { spec, data: null, drawn: new Map(), circles: new Map(), abort: new AbortController() };
  sets.set(spec.id, one);
  one.data = await fetchJson(url, spec.title, { signal: one.abort.signal });
  if (sets.get(spec.id) === one) draw(one, atlas.state);
}

/** @param {SetSpec[]} specs */
function holdOnly(specs) {
  const wanted = new Map(specs.map((spec) => [spec.id, spec]));
  for (const [id, one] of sets) {
    const spec = wanted.get(id);
    if (spec?.shapes === one.spec.shapes && spec) {
      one.spec = spec;
      draw(one, atlas.state);
      continue;
    }
    one.abort.abort();
    clear(one);
    sets.delete(id);
  }
  for (const spec of specs) if (spec.shapes && !sets.has(spec.id)) load(spec, spec.shapes);
}

/** @param {State} state @param {Set<Key>} keys */
function paint(state, keys) {
  if (keys.has("sets")) holdOnly(state.sets);
  if (!PAINTED.some((key) => keys.has(key))) return;
  for (const one of sets.values()) {
    if (keys.has("theme")) clear(one);
    draw(one, state);
  }
}

/** What is drawn, for tests: of each set the rows with an outline and the number of circles. */
export const drawnShapes = () =>
  Object.fromEntries(
    [...sets].map(([id, { drawn, circles }]) => [id, { shapes: [...drawn.keys()], circles: circles.size }]),
  );

export function startOwnShapes() {
  const pane = atlas.map.createPane("own-shapes");
  pane.style.zIndex = "425"; // over the sections, under the border line
  renderer = L.svg({ pane: "own-shapes" });
  atlas.painters.push(paint);
}
