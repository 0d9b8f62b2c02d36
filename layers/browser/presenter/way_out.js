// How a presentation is left: for the page "Brief" of the server that shows it. A file from disk came from no page.

/** Whether a server shows it. */
export const served = window.location.pathname.endsWith("/present");

/** The full screen, where there is one. @param {boolean} on @param {() => void} refused */
export async function setFull(on, refused) {
  if (!on) {
    if (document.fullscreenElement) await document.exitFullscreen();
  } else if (!document.fullscreenElement) await document.documentElement.requestFullscreen().catch(refused);
}

/** A tab that was opened for the presentation closes, if the browser lets a script do that. @param {string} address where readers have the app */
export function quit(address) {
  window.close();
  if (!window.closed) window.location.assign(`${address}/brief`);
}

/** Of a single scene that is not presented Escape leaves; a field needs it itself. @param {() => void} leave */
export function startEscape(leave) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || /** @type {Element} */ (event.target).matches("input, select, textarea")) return;
    event.stopPropagation();
    leave();
  };
  window.addEventListener("keydown", press, { capture: true });
}
