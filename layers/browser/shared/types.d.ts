// What the scripts hand to one another, and what Python hands to them. Days are whole numbers since 1 January 1970; spans are half-open.
import type { Feature as Drawing, Geometry, LineString, Point, Polygon } from "geojson";
import type * as Leaflet from "leaflet";
import type { face } from "../map/start.js";
import type { present } from "../presenter/presenter.js";

export type Mode = "day" | "window" | "upto";
export type LngLat = [lon: number, lat: number];
export type Place = [lat: number, lon: number, zoom: number];

// ---- the map's own state --------------------------------------------------------------------------------------
export interface View {
  mode: Mode;
  days: number;
  layers: string[];
  line: number;
  region: string | null;
  select: string | null;
  base: string;
  tint: boolean; // each side's land has one of its own
  layout: string; // of a comparison: how the halves stand
  near: [lat: number, lon: number] | null; // the spot asked about
  km: number; // its radius
  asks: boolean; // a click on the ground asks
  only: string[] | null; // ids that pass Python's filters; null: all
  lit: string[]; // ids that light up beside the selected one
  sets: SetSpec[]; // large point sets beside the layers
  against: string | null; // of a comparison: the other date (ISO)
  annotations: Annotation[]; // what somebody drew on a scene
}
/** As a scene's file has it (layers/briefings/annotations.py): its first and last day as ISO days. */
export type Annotation = Drawing<
  Point | LineString | Polygon,
  {
    kind: "arrow" | "line" | "area" | "circle" | "text";
    text?: string;
    radius_km?: number;
    start?: string;
    end?: string;
    colour?: string;
  }
>;
export interface State extends View {
  date: number; // NaN until the first command or scene
  playing: boolean;
}
export type Key = keyof State | "theme";
export type Painter = (state: State, keys: Set<Key>) => void;

export interface SetSpec {
  id: string;
  title: string;
  url: string;
  bytes?: number;
  shapes?: string | null;
  circle?: Circle | null;
  fits?: boolean; // the map is to go to it
  of?: number; // all its rows, where filters leave out some
  wide?: { time: "event" | "state"; bounds: [number, number][] }; // too many rows to send: asked for by view
}
export interface TileSource {
  url: string;
  maxZoom: number;
  attribution: string;
}
/** Whom the map credits. */
export interface Credit {
  text: string;
  url: string | null;
}
export interface Config {
  today: number;
  first: number;
  joint: number; // the years before it are squeezed on the slider
  checked: number;
  whole: [[lat: number, lon: number], [lat: number, lon: number]];
  order: string[];
  draws: Record<string, string>;
  layers: string; // address of all that loaded, by name
  urls: Record<string, string>; // of each alone
  timeline: string;
  credits: Credit[];
  backdrop: string;
  /** A shaded relief: whole up to the first zoom, gone from the second; null for an atlas without one. */
  relief: { url: string; bounds: Leaflet.LatLngBoundsLiteral; zooms: [whole: number, gone: number] } | null;
  sides: Record<string, string>; // year of mapping → address of the sides' land
  presets: Record<string, { title: string; bounds: Leaflet.LatLngBoundsLiteral }>;
  tiles: Record<string, TileSource>;
  compare: string | null;
  /** Where what somebody is told first who comes without a link is, and a pattern: the parts of a link that do not make it one. */
  opening: { address: string; added: string } | null;
  inline?: { timeline: Timeline; backdrop: Ground } & Record<string, Layer>; // what a standalone file carries along
  carried?: Record<string, string>; // address → bytes in base64, likewise
}
export interface Command {
  n: number;
  link: string;
  /** For each part of the view the number of the command that was first to carry what it is now. */
  told: Record<string, number>;
  view: Partial<View> & { date: string; at: Place | null };
}

// ---- layers ---------------------------------------------------------------------------------------------------
export type Interval = [start: number, end: number, sureStart: number, sureEnd: number];
export type Step = [start: number, sureStart: number, state: string, inferred: boolean, by: string | null];
export interface MarkSymbol {
  form?: "clash" | "base" | "crossing" | "milestone" | "exercise" | "work" | "tripoint" | "stretch" | "flow";
  shape?: string;
  sign?: string; // the path of a work's sign, about (0, 0)
  letters?: string;
  low?: number | null;
  high?: number | null;
  style?: string;
  sides?: [left: string, right: string]; // of the line: whose land lies beside it, empty where that of no side does
  pair?: string; // of a flow: the same for all that go the same way
  supplier?: string;
  recipient?: string;
  spots?: [lon: number, lat: number, precision_m: number, name: string][]; // the places along a stretch
}
export interface Feature {
  id: string;
  select: string;
  title: string;
  kind: string;
  interval: Interval | null;
  vague: boolean;
  point: LngLat | null;
  geometry: Geometry | null;
  precision_m: number | null;
  label: [text: string, lon: number, lat: number] | null;
  symbol: MarkSymbol;
  regions: string[];
  vintage: number | null;
  steps: Step[];
  keys: number[][]; // which lines of its layer's legend explain it, for each of its steps or, without steps, once
}
/** A line of the key: what it says, what explains a term in it, and its picture as SVG elements, 20 by 16 pixels. */
export type KeyLine = [label: string, gloss: string, swatch: string];
export interface KeyGroup {
  title: string;
  note: string;
  /** What it explains is not printed. */
  screen?: boolean;
  lines: KeyLine[];
}
export interface Layer {
  id: string;
  title: string;
  heading: string; // of its part of the key
  legend: KeyLine[];
  time: "event" | "state";
  draw: string;
  order: number;
  regional: boolean;
  features: Feature[];
}
// A point that is drawn: latlng is where its mark stands, which is elsewhere while it is fanned out.
export interface DrawnPoint {
  layer: string;
  id: string;
  select: string;
  title: string;
  latlng: Leaflet.LatLng;
  marker: Leaflet.Marker;
  radiusPx: number;
}

// ---- the ground -----------------------------------------------------------------------------------------------
export interface GroundFeature {
  kind: string;
  name?: string;
  height_m?: number;
  rank?: number;
  min_zoom?: number;
  max_zoom?: number;
  status?: string;
  at?: LngLat; // of a point
  d?: string; // of anything else: an SVG path in the plane, each part as one place and the steps from there
}
export interface Ground {
  zoom: number; // at which a pixel is one of the plane's
  corner: [x: number, y: number]; // of the plane, in the world's pixels at that zoom
  features: GroundFeature[];
}
export interface GroundName {
  kind: string;
  text: string;
  rank: number;
  minZoom: number;
  endZoom: number;
  latlng?: Leaflet.LatLng; // of a point
  shown: () => Leaflet.Point[][]; // its lines or rings in the window's pixels
}

/** The land of the two sides in one year of mapping, and places that tell the district around them. */
export interface Sides {
  sides: { name: string; geometry: Geometry }[];
  places: [lon: number, lat: number, district: string][];
}

// ---- the slider's strip -----------------------------------------------------------------------------------------
export type Milestone = [day: number, title: string, summary: string, id: string, regions: string[], layer: string];
export interface Period {
  id: string;
  title: string;
  row: "conflicts" | "closures" | "process";
  start: number;
  end: number | null;
}
/** The words of dates, folded: month → its number, and those that are passed over. */
export interface DateWords {
  months: Record<string, number>;
  passed: string[];
  to: string[]; // between two dates
}
export interface Timeline {
  dates: DateWords;
  periods: Period[];
  ticks: [day: number, until: number, layer: string, look: string, title: string, regions: string[], id: string][];
  bars: [start: number, until: number, sure: boolean, regions: string[], id: string][];
  turns: Milestone[];
  rows: Record<string, string>;
  verbs: Record<string, [begins: string, ends: string]>;
  words: Record<string, string>;
  single: string[];
  disputed: Record<string, [from: number, to: number][]>;
}
export interface Scale {
  left: number;
  right: number;
  breakX: number;
  toX(day: number): number;
  toDay(x: number): number;
}
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export type Hit = Box & { text: string } & ({ kind: "tick"; day: number } | { kind: "period"; id: string });
export interface Strip {
  all(state: State): void; // anew, with its size
  step(state: State): void; // what the date changes
  toX(day: number): number;
  toDay(x: number): number;
  width(): number;
  marksEnd(): number; // below it stand bars and years, which are not clicked one by one
  at(x: number, y: number, reach: number): Hit | null;
  word(x: number, y: number): { text: string; top: number } | null; // of what cannot be clicked there
  marks(): Hit[];
}

// ---- large point sets -------------------------------------------------------------------------------------------
export interface Columns {
  start: Int32Array;
  end: Int32Array;
  x: Uint32Array;
  y: Uint32Array;
  colour: Uint8Array;
  look: Uint8Array; // class of size, and 128 for what is vague in time
  row: Uint32Array;
  word: Uint16Array;
  name?: Uint8Array | Uint16Array | Uint32Array;
  value?: Float32Array;
}
export interface PointSet extends Columns {
  count: number;
  title: string;
  time: "event" | "state";
  words: string[];
  category: string;
  radii: number[];
  measure: string;
  limits: number[];
  leftOut: Record<string, number>;
  outside: number;
  surroundings: string;
  names: string[]; // of rows, beside their words
  zero: string; // what 0 stands for
  hue: number; // with which of the colours its kinds begin
  estimated: boolean; // the value is the best of several estimates
  bounds: [number, number][]; // of what is drawn: its south-west and north-east corner
  longs: Uint32Array; // rows that last longer than most
  features?: Feature[]; // of a layer that has grown
}
export interface RowsShown {
  from: number;
  to: number;
  least: number;
}
export type Shape = [row: number, start: number, end: number, vague: boolean, geometry: Geometry, colour: number];
export type Circle = [row: number, start: number, end: number, lon: number, lat: number, metres: number];
export interface ShapeData {
  time: "event" | "state";
  shapes: Shape[];
  circles: Circle[];
}

// ---- documents --------------------------------------------------------------------------------------------------
export interface Scene {
  view: View & { date: string; at: Place | null };
  days: string[];
  title: string;
  text: string;
  notes: string;
  seconds: number;
  legend: [title: string, entries: [label: string, swatch: string][]][];
  link: string;
  sources: string;
  own: string;
  said: WhoSays;
  changed: WhatChanged;
  charts: Chart[];
  buttons: Scene[]; // other views to go to and come back from, for questions
}
/** What a scene counts over time by kind: bars of each kind above one axis, all to the same scale; or figures compared, row by row. */
export interface Chart {
  title: string;
  note: string;
  alternative: string; // all of it in words, for whoever does not see it
  most: number;
  labels: string[];
  ticks: number[]; // which of the labels stand along the axis
  bands: { title: string; numbers: number[] }[]; // none where nothing is counted, or figures are compared
  words: string[];
  counts: string; // what the figures count
  panels: ChartPanel[]; // rows by what they are about
}
export interface ChartPanel {
  title: string;
  rows: ChartRow[];
  first: number; // which row stands where there is room for one of either side; -1 where none does
}
/** A figure from its lowest to its highest, with who says so. */
export interface ChartRow {
  label: string;
  low: number;
  high: number;
  said: string;
}
/** What changed since the last meeting, or else the scene before, layer by layer. */
export interface WhatChanged {
  title: string;
  note: string;
  groups: { title: string; lines: string[] }[];
}
/** What the sides say on a scene's records: a table for each record, with a column for each party. */
export interface WhoSays {
  title: string;
  note: string; // whose records they are where nobody chose them, or that there are none
  columns: string[];
  groups: {
    id: string;
    title: string;
    stands?: string; // how its record stands on the date of the map (presenter/card.js)
    rows: { what: string; cells: [words: string, by: string][][] }[];
    sources: string[]; // where not both sides are quoted on it
  }[];
}
export interface ShortCard {
  kicker: string;
  title: string;
  summary: string;
  /** What is said of it first, each with the day from which it is (days since 1970), in order. */
  stands: [number, string][];
  said: WhoSays;
  tables: string[][][];
  sources: string;
}
export interface Content {
  config: Config;
  scenes: Scene[];
  /** Whether somebody is to speak to them; else it is a map that somebody saved. */
  presented: boolean;
  swatches: Record<string, Record<string, string>>;
  cards: Record<string, ShortCard>;
  made: string;
  /** Where readers have the app, without a slash at its end. */
  atlas: string;
}

/** What Python says to the frame in which a scene is drawn on; `heard` is not 0 where it only says what that frame has said. */
export interface DrawingArgs {
  config: Config;
  view: Command["view"];
  annotations: Annotation[];
  heard: number;
}

declare global {
  /** What a language makes of our messages, and which form numbers from 0 to 199 take (geodata/translation.py); not there: English. */
  var borderAtlasWords: { messages: Record<string, string[]>; plurals: number[] } | undefined;
  interface Window {
    borderAtlas: typeof face & { present?: typeof present };
    borderAtlasDrawing: (
      args: DrawingArgs,
      theme: { base?: string } | null,
      send: (type: string, data: object) => void,
    ) => void;
    L: typeof Leaflet;
    /** Streamlit's side of the component, made by streamlit-folium; not in a standalone file. */
    Streamlit?: {
      events: EventTarget;
      setComponentValue(value: object): void;
    };
    __GLOBAL_DATA__?: { previous_data?: object };
  }
}

// What of Leaflet 1.9 we lean on beyond what is published (tests/test_pins.py).
declare module "leaflet" {
  interface Map {
    _loaded?: boolean;
    _latLngToNewLayerPoint(latlng: LatLng, zoom: number, center: LatLng): Point;
    _latLngBoundsToNewLayerBounds(bounds: LatLngBounds, zoom: number, center: LatLng): Bounds;
  }
  interface Point {
    _round(): Point;
  }
  namespace Control {
    interface Scale {
      _mScale: HTMLElement;
      _getRoundNum(metres: number): number;
      _updateMetric(most: number): void;
      _updateScale(scale: HTMLElement, words: string, share: number): void;
    }
  }
  interface Handler {
    moved(): boolean; // of the two that drag
  }
  interface GeoJSONOptions {
    renderer?: Renderer;
  }
}

// ---- the opening ----------------------------------------------------------------------------------------------
export interface OpeningScene {
  title: string;
  text: string;
  view: Partial<View> & { date: string; at: Place | null };
}
export interface Opening {
  headline: string;
  sentences: string[];
  scenes: OpeningScene[];
}
