// What a speaker puts over the scene: black or white, and a spot that follows the mouse or the finger.
import { say } from "../keyboard/said.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { cover as lay, uppermost } from "./beneath.js";

/** @type {HTMLElement} */
let cover;
/** @type {HTMLElement} */
let field;

/** @param {() => void} uncover */
export function startCover(uncover) {
  cover = dom.button("pr-cover", "", tr("Show the scene again (key B)"), document.body, uncover);
  cover.hidden = true;
  field = dom.element("div", "pr-field", null, document.body); // takes the pointer, so that the map stays where it is under a finger
  field.hidden = true;
  const spot = dom.element("div", "pr-spot", null, field);
  const follow = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    spot.style.transform = `translate(${clientX / atlas.stageScale}px, ${clientY / atlas.stageScale}px)`;
  };
  for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) window.addEventListener(type, follow);
}

/** @param {"black" | "white" | ""} colour */
export function setCover(colour) {
  if (!colour && cover.hidden) return;
  cover.classList.toggle("white", colour === "white");
  lay(cover, Boolean(colour));
  const words = {
    black: tr("The screen is black."),
    white: tr("The screen is white."),
    "": tr("The scene shows again."),
  };
  say(words[colour]);
}
/** What the screen is, unless a sheet lies above. @returns {"black" | "white" | ""} */
export const covered = () => (uppermost() !== cover ? "" : cover.classList.contains("white") ? "white" : "black");

export function togglePointer(on = field.hidden) {
  field.hidden = !on;
  document.body.classList.toggle("pr-pointing", on);
  return on;
}
export const pointing = () => !field.hidden;
