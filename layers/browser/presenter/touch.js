// What a hand does to a scene: a finger's swipe to a side leads to another one, as in the opening, while two fingers move the map; and a
// map that was moved has a way back to where the scene looks.
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { listenTouch, swiped } from "../story/swipe.js";

/** Fingers are what the screen is moved by, and not a mouse. */
export const byFinger = window.matchMedia("(pointer: coarse)").matches;

/** The timeline has its own use of a finger, and what lies over the whole screen is no scene. */
const ELSEWHERE = ".ba-slider, .ba-key, .pr-sheet, .pr-cover, .pr-field, select";

/** @param {(by: number) => void} go */
export function startSwipe(go) {
  if (!byFinger) return;
  // A finger up or down scrolls the words under the map, and one to a side would lead the map away from the border.
  atlas.map.dragging.disable();
  document.body.classList.add("pr-swiped");
  listenTouch(
    (dx, dy) => {
      const by = Math.abs(dx) > Math.abs(dy) ? swiped(dx, dy) : 0;
      if (by) go(by);
    },
    ({ target }) => /** @type {Element} */ (target).closest(ELSEWHERE) !== null,
  );
}

/** @type {() => void} */
let offer;
let later = false;

/** The map stands on another day than the scene, or no more. @param {boolean} on */
export function standLater(on) {
  later = on;
  offer?.();
}

/** Offer the way back once a hand has moved the map, or it stands on another day. @param {() => void} back */
export function startReturn(back) {
  const { map } = atlas;
  const words = tr("Back to the scene’s view");
  const button = dom.button("ba-tool pr-return", words, words, map.getContainer(), () => {
    map.getContainer().focus({ preventScroll: true });
    back();
  });
  L.DomEvent.disableClickPropagation(button);
  offer = () => {
    button.hidden = !(later || camera.movedByHand);
  };
  map.on("moveend", offer);
  offer();
}
