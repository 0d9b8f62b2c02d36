// In a page of somebody else's a bare wheel and one finger belong to that page: the map takes the wheel with Ctrl, and two fingers.
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";

const HINT_MS = 1500;

/** @param {L.Map} map */
export function startManners(map) {
  map.getContainer().addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation(); // Leaflet would take it.
      say(tr("Ctrl and the wheel zoom the map."), HINT_MS);
    },
    { capture: true },
  );
  if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
}
