// The ground under everything: our own vector land, water and neighbours, always drawn, and above it one of the online
// basemaps if the reader asks for it. Nothing here asks an outside address while the base is "paper".
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { drawGround } from "./shapes.js";

/** @import { Credit, Ground } from "../shared/types" */

/** @type {L.TileLayer | null} */
let tiles = null;
/** @type {HTMLElement} */
let credits;
/** @type {HTMLElement} */
let note;

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
    drawGround(config.inline ? config.inline.backdrop : await fetched(config.backdrop));
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
