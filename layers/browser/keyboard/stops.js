// The marks that the keyboard reaches: each has a name, a place and what it opens. None of them is a stop of its own (keys.js).

/**
 * @typedef Stop
 * @property {string} words its name for whoever does not see it
 * @property {() => string} [is] how it stands on the day of the view, which its name says too while it has the focus
 * @property {() => L.LatLng} place where it is drawn now
 * @property {() => L.LatLng} [stands] by where it is counted, where that is another place than where it is drawn
 * @property {() => boolean} [shows] it can be gone to though it is not drawn
 * @property {() => void} [draw] has it drawn before it gets the focus
 * @property {() => void} open
 */

/** @type {Map<HTMLElement | SVGElement, Stop>} */
const stops = new Map();

/** Called before the marks are asked for: what is drawn as one picture makes them only then. @type {(() => void)[]} */
const sources = [];

/** @param {() => void} source */
export const addSource = (source) => sources.push(source);

/** Let the keyboard reach an element on the map. @param {Element | undefined} element @param {Stop} stop */
export function addStop(element, stop) {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", stop.words);
  // Chromium takes any path that listens to the focus, as one with a tooltip does, for a stop.
  element.tabIndex = -1;
  stops.set(element, stop);
}

/** Let the keyboard reach a shape, whose element is another each time it is added. @param {L.Marker | L.Path} shape @param {Stop} stop */
export function stopOn(shape, stop) {
  shape.on("add", () => addStop(shape.getElement(), stop));
}

/** @param {HTMLElement | SVGElement} element @param {Stop} stop */
const isShown = (element, { shows }) =>
  element.isConnected && (shows ? shows() : element.style.visibility !== "hidden");

/** Those that show now, in the order in which they came. @returns {[HTMLElement | SVGElement, Stop][]} */
export function shownStops() {
  for (const follow of sources) follow();
  for (const element of stops.keys()) if (!element.isConnected) stops.delete(element);
  return [...stops].filter(([element, stop]) => isShown(element, stop));
}

/** @param {EventTarget | null} target @returns {Stop | undefined} */
export const stopAt = (target) => stops.get(/** @type {HTMLElement} */ (target));
