// Starts everything once the map stands, called by the script that Folium renders (layers/browser/compose.py), and shows the face by
// which the frame, the other half of a comparison and tests hold the atlas.

import { startAnnotations } from "../annotations/shown.js";
import { startCompare } from "../compare/compare.js";
import { otherHalf } from "../compare/half.js";
import { startFlows } from "../flows/flows.js";
import { startBackdrop } from "../ground/backdrop.js";
import { startCardFocus } from "../keyboard/card_focus.js";
import { startKeys } from "../keyboard/keys.js";
import { startSaid } from "../keyboard/said.js";
import { placeLabels } from "../names/labels.js";
import { pickPoint } from "../points/hover.js";
import { monthsOf } from "../points/months.js";
import { drawnSets, startPoints } from "../points/points.js";
import { ownSets, pointCanvas } from "../points/sets.js";
import { drawnShapes, startOwnShapes } from "../points/shapes.js";
import { startRelief } from "../relief/relief.js";
import { embedded, mindHost, mindPage, watchBar } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { sayDay, toDay, toIso } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import * as python from "../shared/python.js";
import { startTint } from "../sides/tint.js";
import { startStory } from "../story/story.js";
import { nextChange, previousChange } from "../time/changes.js";
import { setPlaying } from "../time/play.js";
import { timeScale } from "../time/scale.js";
import { startSlider } from "../time/slider.js";
import { unknowns } from "../time/unknowns.js";
import { startFeatures } from "./features.js";
import { drawn, drawnPoints, layerData } from "./items.js";
import { currentLink } from "./link.js";
import { startPageLinks } from "./page_links.js";
import { startSight } from "./sight.js";
import { startSpot } from "./spot.js";
import { startTools } from "./tools.js";

/** @import { Config } from "../shared/types" */

// Leaflet moves every mark with a transform in three dimensions, which makes each of them a surface of its own for the browser to put
// together in every frame. Flat ones make one picture of all; atlas.css keeps the whole of it a surface, for panning.
Object.assign(L.Browser, { ie3d: true });

/** @param {L.Map} map @param {Config} config */
function start(map, config) {
  atlas.begin(map, config);
  // Moves of our own ask for themselves; these are Leaflet's, of wheel, buttons, keys and a flick.
  if (dom.REDUCED.matches) Object.assign(map, { _zoomAnimated: false }).options.inertia = false;
  document.body.classList.add("border-atlas");
  map.attributionControl.setPrefix(false);
  startBackdrop(() => {
    placeLabels();
    startRelief();
  });
  startPoints();
  startOwnShapes();
  startFeatures();
  startFlows();
  startAnnotations();
  startSlider();
  startTools();
  startSpot();
  startPageLinks();
  startTint();
  startSight();
  if (embedded) mindHost(map);
  mindPage(map);
  watchBar();
  startKeys();
  startCardFocus();
  startSaid();
  if (config.compare) startCompare(config.compare);
  if (config.opening && !embedded) startStory(config.opening);
  map.on("click", (event) => {
    if (!pickPoint(event)) atlas.patch({ select: null }, true);
  });
  // Streamlit sizes the frame by CSS, so the map must follow the frame, not a number of pixels. A frame that is not shown has no size.
  const container = map.getContainer();
  new ResizeObserver(() => {
    if (container.clientWidth && container.clientHeight) map.invalidateSize({ animate: false });
  }).observe(container);
}

/** What was drawn, for tests and exports; not what was asked. */
function snapshot() {
  const { mode, select, lit } = atlas.state;
  const date = atlas.dated() ? toIso(atlas.state.date) : null;
  return { date, mode, ...drawn(), selected: select, lit, sets: drawnSets() };
}

/** What `window.borderAtlas` is: nothing else is shared through the window. */
export const face = {
  start,
  snapshot,
  apply: python.apply,
  /** Set the date as the hand does. @param {string} iso */
  setDate: (iso) => atlas.patch({ date: toDay(iso) }, true),
  state: atlas.state,
  painters: atlas.painters,
  get map() {
    return atlas.map;
  },
  get config() {
    return atlas.config;
  },
  /** The address of the view as it stands, or null where it has none. */
  address: currentLink,
  get link() {
    return python.link;
  },
  get stageScale() {
    return atlas.stageScale;
  },
  patch: atlas.patch,
  report: atlas.report,
  setTheme: atlas.setTheme,
  setPlaying,
  camera: camera.at,
  other: otherHalf,
  toDay,
  toIso,
  sayDay,
  colour: dom.colour,
  layerData,
  drawnPoints,
  drawnSets,
  drawnShapes,
  pointCanvas,
  ownSets,
  monthsOf,
  nextChange,
  previousChange,
  timeScale,
  unknowns,
};
