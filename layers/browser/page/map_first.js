// A page's first map goes ahead of what stands beside it: what Python sends behind it waits until it is painted. Drawn as it comes, piece by piece, it would
// take the map's time, and be there no sooner.
import { afterFrame } from "../shared/after_frame.js";
import { mapStands } from "./first_paint.js";

const FRAME = "streamlit_folium"; // as the message says it that brings the map's frame
const PATIENCE_MS = 500; // A map that is late keeps nothing else back for longer.

/** What has come since the map's frame; null before that, and once it is over. @type {(() => void)[] | null} */
let waiting = null;
let begun = false;

function release() {
  const all = waiting ?? [];
  waiting = null;
  for (const one of all) one();
}

function hold() {
  begun = true;
  waiting = [];
  window.setTimeout(release, PATIENCE_MS);
  const painted = afterFrame(release, () => 3);
  const look = () => {
    if (mapStands()) painted();
    else if (waiting) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** @param {unknown} data */
const bringsMap = (data) => data instanceof ArrayBuffer && new TextDecoder("latin1").decode(data).includes(FRAME);

export function startMapFirst() {
  if (!document.querySelector(".ba-first-half")) return;
  const { addEventListener } = WebSocket.prototype;
  WebSocket.prototype.addEventListener = function (
    /** @type {string} */ type,
    /** @type {EventListener} */ listener,
    /** @type {AddEventListenerOptions | undefined} */ options,
  ) {
    const inTurn = (/** @type {Event} */ event) => {
      if (waiting) {
        waiting.push(() => listener(event));
        return;
      }
      if (!begun && bringsMap(/** @type {MessageEvent} */ (event).data)) hold();
      listener(event);
    };
    addEventListener.call(this, type, type === "message" ? inTurn : listener, options);
  };
}
