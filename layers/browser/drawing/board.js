// The map that is drawn on: the library's tools on it, what is drawn as it will be shown, and a way back over every step.
import {
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawLeafletAdapter } from "terra-draw-leaflet-adapter";
import { tr } from "../shared/translation.js";
import {
  DECIMALS,
  FINE_DECIMALS,
  HANDLES_OF_A_CIRCLE,
  isDrawing,
  movedBy,
  ringFor,
  toAnnotation,
  toFeature,
  withinLimits,
} from "./shapes.js";

/** @import { GeoJSONStoreFeatures } from "terra-draw" */
/** @import { Annotation } from "../shared/types" */

export const MOST = 40;
/** @typedef {string | number} Id */
/** @typedef {"select" | "arrow" | "line" | "area" | "circle" | "text"} Tool */
/** @typedef {{ drawn: () => void, selected: (id: Id | null, justMade: boolean) => void, tool: (tool: Tool) => void, saved: (all: Annotation[]) => void }} Heard */

/** What the library itself draws is a guide for the hand: what is shown is drawn by annotations/shown.js. */
const UNSEEN = { lineStringWidth: 0, outlineWidth: 0, fillOpacity: 0, pointWidth: 0, pointOutlineWidth: 0 };
/** @type {`#${string}`} */
const GUIDE = "#D9A400";
const HANDLES = {
  selectedLineStringWidth: 0,
  selectedPolygonFillOpacity: 0,
  selectedPolygonOutlineWidth: 0,
  selectedPointOpacity: 0,
  selectedPointOutlineColor: GUIDE,
  selectedPointOutlineWidth: 3,
  selectedPointWidth: 12,
  selectionPointColor: GUIDE,
  selectionPointWidth: 8,
  midPointColor: GUIDE,
  midPointWidth: 5,
};
const CORNERS = { draggable: true, midpoints: true, deletable: true };

/** @param {Heard} heard */
export function startBoard(heard) {
  const { map } = window.borderAtlas;
  const options = { styles: /** @type {any} */ (UNSEEN) };
  /** @type {Record<string, { onClick(at: any): void, onMouseMove(at: any): void }>} */
  const tools = {
    arrow: new TerraDrawLineStringMode({ ...options, modeName: "arrow", finishOnNthCoordinate: 2 }),
    line: new TerraDrawLineStringMode({ ...options, modeName: "line" }),
    area: new TerraDrawPolygonMode({ ...options, modeName: "area" }),
    circle: new TerraDrawCircleMode({ ...options, modeName: "circle", segments: HANDLES_OF_A_CIRCLE }),
    text: new TerraDrawPointMode({ ...options, modeName: "text" }),
  };
  const select = new TerraDrawSelectMode({
    styles: /** @type {any} */ (HANDLES),
    pointerDistance: 24,
    flags: {
      arrow: { feature: { draggable: true, coordinates: { draggable: true } } },
      line: { feature: { draggable: true, coordinates: CORNERS } },
      area: { feature: { draggable: true, coordinates: CORNERS } },
      circle: { feature: { draggable: true, coordinates: { resizable: "center-fixed" } } },
      text: { feature: { draggable: true } },
    },
  });
  const draw = new TerraDraw({
    adapter: new TerraDrawLeafletAdapter({ lib: L, map, coordinatePrecision: FINE_DECIMALS }),
    modes: [select, .../** @type {any[]} */ (Object.values(tools))],
  });
  /** @type {Tool} */
  let tool = "select";
  /** @type {Id | null} */
  let selected = null;
  /** @type {string[]} */
  let before = [];
  let now = "[]";
  let loading = false;
  draw.start();
  draw.setMode("select");

  /** @returns {[Id, Annotation][]} */
  const all = (unfinished = false) =>
    draw
      .getSnapshot()
      .filter((one) => isDrawing(one) && (unfinished || !one.properties.currentlyDrawing))
      .map((one) => [/** @type {Id} */ (one.id), toAnnotation(one, map)]);

  function preview() {
    // On whatever day it is shown: here it is being made.
    const shown = all(true).map(([, one]) => ({ ...one, properties: { ...one.properties, start: "", end: "" } }));
    window.borderAtlas.patch({ annotations: shown }, false);
  }

  function commit() {
    const found = all().map(([, one]) => one);
    const said = JSON.stringify(found);
    if (said === now) return;
    before.push(now);
    now = said;
    heard.drawn();
    heard.saved(found);
  }

  /** @param {Annotation[]} annotations */
  function put(annotations) {
    loading = true;
    if (selected !== null) draw.deselectFeature(selected);
    draw.clear();
    draw.addFeatures(annotations.map((one) => toFeature(one, draw.getFeatureId(), map)));
    loading = false;
    setTool("select");
    now = JSON.stringify(all().map(([, one]) => one));
    preview();
    heard.drawn();
  }

  /** @param {Tool} wanted */
  function setTool(wanted) {
    tool = wanted;
    if (selected !== null && draw.hasFeature(selected)) draw.deselectFeature(selected);
    draw.setMode(wanted);
    heard.tool(wanted);
  }

  /** @param {Id} id @param {Record<string, any>} said */
  function say(id, said) {
    draw.updateFeatureProperties(id, said);
    preview();
  }

  /** @param {Id} id */
  const find = (id) => all().find(([one]) => one === id)?.[1];

  /** Give a circle that is chosen the ring that its radius has where it stands. @param {Id} id @param {number} [radius_km] */
  function fit(id, radius_km) {
    const one = find(id);
    if (!one) return;
    if (radius_km) one.properties.radius_km = radius_km;
    draw.deselectFeature(id);
    draw.updateFeatureGeometry(id, { type: "Polygon", coordinates: [ringFor(one, map)] });
    draw.updateFeatureProperties(id, { radius_km: one.properties.radius_km });
    draw.selectFeature(id);
    commit();
  }

  /** @param {Id} id */
  function choose(id) {
    if (tool !== "select") setTool("select");
    if (selected !== id) draw.selectFeature(id);
  }

  draw.on("change", (_, type) => {
    if (loading) return;
    preview();
    if (type === "delete" && tool === "select") commit();
  });
  draw.on("select", (id) => {
    selected = id;
    heard.selected(id, false);
  });
  draw.on("deselect", () => {
    selected = null;
    heard.selected(null, false);
  });
  draw.on("finish", (id, { action }) => {
    const feature = draw.getSnapshotFeature(id);
    if (!feature) return;
    if (feature.properties.mode === "circle" && action !== "dragFeature") {
      draw.updateFeatureProperties(id, { radius_km: toAnnotation(feature, map, true).properties.radius_km });
    }
    if (feature.properties.mode === "circle" && action === "dragFeature") return queueMicrotask(() => fit(id));
    if (action !== "draw") return commit();
    if (feature.properties.mode === "text") draw.updateFeatureProperties(id, { text: tr("Text") });
    // Once the library has ended what it is at.
    queueMicrotask(() => {
      setTool("select");
      if (all().length > MOST) draw.removeFeatures([id]);
      else draw.selectFeature(id);
      commit();
      heard.selected(draw.hasFeature(id) ? id : null, true);
    });
  });

  return {
    load: put,
    setTool,
    all,
    find,
    choose,
    commit,
    get selected() {
      return selected;
    },
    get tool() {
      return tool;
    },
    canUndo: () => before.length > 0,
    undo() {
      const last = before.pop();
      if (last === undefined) return;
      put(JSON.parse(last));
      heard.saved(JSON.parse(now));
    },
    /** Start anew, with nothing to go back to. @param {Annotation[]} annotations */
    begin(annotations) {
      before = [];
      put(annotations);
    },
    /** @param {Id} id @param {Record<string, any>} said */
    say,
    /** @param {Id} id @param {number} km */
    setRadius: (id, km) => fit(id, withinLimits(km)),
    /** Move what is chosen, by pixels of the map. @param {[number, number]} by */
    move(by) {
      const [id, one] = [selected, selected === null ? undefined : draw.getSnapshotFeature(selected)];
      if (id === null || !one) return;
      draw.deselectFeature(id);
      draw.updateFeatureGeometry(id, movedBy(one.geometry, map, by));
      draw.selectFeature(id);
      if (one.properties.mode === "circle") fit(id);
      else commit();
    },
    /** @param {Id} id */
    remove(id) {
      if (selected === id) draw.deselectFeature(id);
      draw.removeFeatures([id]);
      commit();
    },
    /**
     * Lead what is being drawn to a spot of the map, in its pixels; null is its middle, for whoever has no pointer.
     *
     * @param {L.Point | null} spot
     * @param {boolean} [sets] a point is set there
     */
    follow(spot, sets = false) {
      const mode = tools[tool];
      if (!mode) return;
      const { x, y } = spot ?? map.getSize().divideBy(2);
      const { lat, lng } = map.containerPointToLatLng([x, y]);
      const round = (/** @type {number} */ value) => Number(value.toFixed(DECIMALS));
      const at = { containerX: x, containerY: y, button: "left", heldKeys: [], isContextMenu: false };
      mode.onMouseMove({ ...at, lng: round(lng), lat: round(lat) });
      if (sets) mode.onClick({ ...at, lng: round(lng), lat: round(lat) });
    },
  };
}
/** @typedef {ReturnType<typeof startBoard>} Board */
