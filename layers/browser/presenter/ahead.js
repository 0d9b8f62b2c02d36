// What comes next, as a picture in the speaker's window: a map of the same kind as the wall's, drawn small and deaf to every hand.
// So it has drawings and a reader's own data, and comes without a network.
import { openMap } from "../compare/half.js";
import * as atlas from "../shared/atlas.js";
import { toDay } from "../shared/days.js";
import { tr } from "../shared/translation.js";
import { fill } from "./beside.js";
import { MEANT_FOR } from "./moves.js";

/** @import { Scene } from "../shared/types" */

/** Once the wall stands still: both windows are drawn by one thread. */
const REST_MS = 1200;

export const STYLE = `
  .ahead { --k: .4; flex: none; width: calc(${MEANT_FOR[0]}px * var(--k)); height: calc(${MEANT_FOR[1]}px * var(--k)); overflow: hidden; border-radius: 3px; background: #2C333D; }
  .ahead iframe { display: block; width: ${MEANT_FOR[0]}px; height: ${MEANT_FOR[1]}px; border: 0; transform: scale(var(--k)); transform-origin: 0 0; }
  .ahead.waits iframe { visibility: hidden; } .ahead[hidden] { display: none; }
  @media (max-width: 640px), (max-height: 560px) { .ahead { --k: .24; } }
  @media (min-width: 1200px) and (min-height: 800px) { .ahead { --k: .6; } }`;

/** A map in another window, of what the wall will show. */
export class Ahead {
  /** @type {Window["borderAtlas"] | undefined} */
  #face;
  /** @type {{ scene: Scene, date: string } | null} */
  #next = null;
  #timer = 0;

  /** @param {HTMLElement} parent in the other window's page */
  constructor(parent) {
    const page = parent.ownerDocument;
    this.element = parent.appendChild(page.createElement("div"));
    this.element.className = "ahead waits";
    this.element.role = "img";
    const frame = page.createElement("iframe");
    frame.inert = true;
    openMap(frame, fill, () => this.#start(frame));
    this.element.append(frame);
  }

  /** @param {HTMLIFrameElement} frame */
  #start(frame) {
    const { contentWindow: view, contentDocument: page } = frame;
    const place = page?.getElementById("map_div");
    if (!view || !page || !place) return; // The window was closed at once.
    const { minZoom, maxZoom, zoomSnap } = atlas.map.options;
    const [center] = atlas.config.whole;
    const map = view.L.map(place, { minZoom, maxZoom, zoomSnap, zoomControl: false, center, zoom: 8 });
    this.#face = view.borderAtlas;
    this.#face.start(map, { ...atlas.config, compare: null });
    page.body.classList.add("ba-second", "ba-bare", "pr-half", "pr-ahead");
    this.#draw();
  }

  /** @param {Scene | undefined} scene none: nothing comes next @param {string} date of its days the one that comes */
  show(scene, date) {
    const next = scene ? { scene, date } : null;
    if (next && this.#next && next.scene === this.#next.scene && next.date === this.#next.date) return;
    this.#next = next;
    this.element.hidden = !next;
    this.element.classList.add("waits");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), REST_MS);
  }

  #draw() {
    if (!this.#face || !this.#next) return;
    const { scene, date } = this.#next;
    const { at, ...view } = scene.view;
    const { map } = this.#face;
    map.invalidateSize({ animate: false });
    if (at) map.setView([at[0], at[1]], at[2], { animate: false });
    else map.fitBounds(atlas.config.whole, { animate: false });
    this.#face.setTheme(String(document.documentElement.dataset.theme));
    this.#face.patch({ ...view, date: toDay(date) }, false);
    this.element.ariaLabel = tr("Map of the next scene");
    this.element.classList.remove("waits");
  }
}
