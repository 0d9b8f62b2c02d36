// The ground under everything: our own vector land, water and neighbours, always drawn, and above it one of the online
// basemaps if the reader asks for it. Nothing here asks an outside address while the base is "paper".
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";

/** @import { Geometry, Position } from "geojson" */
/** @import { Credit, Ground, GroundName } from "../shared/types" */

// Painted in this order, so that no lake lies under its own land.
const ORDER = ["land", "lake", "river", "neighbours"];
/** @type {Ground["features"]} */
let features = [];
/** @type {GroundName[] | null} */
let names = null; // what labels.js may write
/** @type {L.LatLng[][] | null} */
let edges = null;
/** @type {L.TileLayer | null} */
let tiles = null;
/** @type {HTMLElement} */
let credits;
/** @type {HTMLElement} */
let note;

/** @param {number | null | undefined} value @param {number} otherwise */
const number = (value, otherwise) => (typeof value === "number" && Number.isFinite(value) ? value : otherwise);
/** @param {Position[]} ring */
const turned = (ring) => ring.map(([lon, lat]) => L.latLng(lat, lon));

/** @param {Geometry} geometry @returns {Pick<GroundName, "latlng" | "rings" | "lines"> | null} */
function placeOf(geometry) {
  if (geometry.type === "Point") return { latlng: turned([geometry.coordinates])[0] };
  if (geometry.type === "Polygon") return { rings: [turned(geometry.coordinates[0])] };
  if (geometry.type === "MultiPolygon") return { rings: geometry.coordinates.map((polygon) => turned(polygon[0])) };
  if (geometry.type === "LineString") return { lines: [turned(geometry.coordinates)] };
  if (geometry.type === "MultiLineString") return { lines: geometry.coordinates.map(turned) };
  return null;
}

/** @param {Ground["features"][number]} feature @returns {GroundName[]} */
function nameOf({ properties, geometry }) {
  const { kind, name, height_m: height, rank, min_zoom: minZoom, max_zoom: maxZoom } = properties;
  const place = name && placeOf(geometry);
  if (!place) return [];
  const text = height ? tr("{name} {height} m", { name, height: height.toLocaleString("en-GB") }) : name;
  // "Up to zoom 7" reaches to where zoom 8 begins: the map also stands between whole zooms.
  return [
    { kind, text, rank: number(rank, 4), minZoom: number(minZoom, 0), endZoom: number(maxZoom, 24) + 1, ...place },
  ];
}

/** Made when they are first asked for: the ground itself is seen before its names. */
export function backdropNames() {
  if (!names) names = features.flatMap(nameOf);
  return names;
}

/** The edges of other states, which the names of the sides do not cross. */
export function neighbourLines() {
  if (!edges) {
    const found = features.filter(({ properties }) => properties.kind === "neighbours");
    edges = found.flatMap(({ geometry }) => placeOf(geometry)?.lines || []);
  }
  return edges;
}

/** One path for all features of a look: each path costs the map as much again when it is first drawn. */
function looks() {
  /** @type {Map<string, { look: string, kind: string, shapes: Geometry[] }>} */
  const found = new Map();
  for (const { properties, geometry } of features) {
    const { kind } = properties;
    if (!ORDER.includes(kind)) continue;
    const look = `ba-ground ba-${kind}${properties.status === "disputed" ? " disputed" : ""}`;
    const held = found.get(look);
    if (held) held.shapes.push(geometry);
    else found.set(look, { look, kind, shapes: [geometry] });
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** @param {Geometry[]} shapes all of lines, or all of areas @returns {Geometry} */
function together(shapes) {
  /** @type {Position[][]} */
  const lines = [];
  /** @type {Position[][][]} */
  const areas = [];
  for (const shape of shapes) {
    if (shape.type === "LineString") lines.push(shape.coordinates);
    else if (shape.type === "MultiLineString") lines.push(...shape.coordinates);
    else if (shape.type === "Polygon") areas.push(shape.coordinates);
    else if (shape.type === "MultiPolygon") areas.push(...shape.coordinates);
  }
  return areas.length ? { type: "MultiPolygon", coordinates: areas } : { type: "MultiLineString", coordinates: lines };
}

/** @param {Ground} collection */
function draw(collection) {
  features = collection.features;
  names = null;
  edges = null;
  // A wide margin, since a drag shows what lies beyond the window before it is drawn anew.
  const renderer = L.svg({ pane: "backdrop", padding: 0.6 });
  for (const { look, shapes } of looks()) {
    const options = { pane: "backdrop", renderer, interactive: false, smoothFactor: 0.5, style: { className: look } };
    L.geoJSON(together(shapes), options).addTo(atlas.map);
  }
}

// ---- credits and notes, bottom right -------------------------------------------------------------------------------
/** @param {Credit} credit */
function credit({ text, url }) {
  if (credits.childNodes.length) credits.append(" · ");
  if (!url) {
    credits.append(text);
    return;
  }
  const link = dom.element("a", null, text, credits);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
}

/** @param {string} base */
function writeCredits(base) {
  credits.textContent = "";
  atlas.config.credits.forEach(credit);
  const source = atlas.config.tiles[base];
  if (source) credit({ text: tr("basemap {attribution}", { attribution: source.attribution }), url: null });
}

/** @param {string} base @param {boolean} silent */
function writeNote(base, silent) {
  note.textContent = [
    silent && tr("The online basemap does not answer; our own backdrop is shown."),
    base !== "paper" && tr("Online basemaps draw their own version of the border."),
  ]
    .filter(Boolean)
    .join(" ");
  note.hidden = !note.textContent;
}

// ---- online basemaps ---------------------------------------------------------------------------------------------------
/** @param {string} base */
function setBase(base) {
  tiles?.remove();
  tiles = null;
  atlas.map.getContainer().dataset.base = base;
  writeCredits(base);
  writeNote(base, false);
  const source = atlas.config.tiles[base];
  if (!source) return;
  let answered = 0;
  // A tile that fails stays transparent, so that our own ground shows in its place.
  tiles = L.tileLayer(source.url, { maxNativeZoom: source.maxZoom, referrerPolicy: "strict-origin-when-cross-origin" });
  tiles.on("loading", () => {
    answered = 0;
  });
  tiles.on("tileload", () => {
    answered += 1;
    if (answered === 1) writeNote(base, false);
  });
  tiles.on("tileerror", () => {
    if (!answered) writeNote(base, true);
  });
  tiles.addTo(atlas.map);
}

/** @param {() => void} drawn called once the ground is drawn */
export async function startBackdrop(drawn) {
  const { map, config } = atlas;
  const pane = map.createPane("backdrop");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  map.attributionControl.remove();
  const foot = dom.element("div", "ba-foot ba-keepout", null, map.getContainer());
  note = dom.element("p", "ba-note", "", foot);
  note.setAttribute("role", "status");
  credits = dom.element("div", "ba-credits", "", foot);
  L.DomEvent.disableClickPropagation(foot);
  setBase(atlas.state.base);
  atlas.painters.push((state, keys) => {
    if (keys.has("base")) setBase(state.base);
  });
  try {
    draw(config.inline ? config.inline.backdrop : await fetched(config.backdrop));
    drawn();
  } catch (error) {
    // The map stays usable without its ground; the reader is told rather than left with an empty sheet.
    console.error("backdrop", error);
    say(tr("The backdrop could not be loaded. Reload the page to try again."));
  }
}

/** @param {string} url @returns {Promise<Ground>} */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
