// One scene for a turn of the wheel or a swipe, however long it is.
const REST_MS = 180; // so long a wheel rests between two turns
const SWIPE_PX = 40;

/**
 * The direction of each turn of a wheel: a touchpad goes on sending long after the fingers have left it.
 *
 * @returns {(delta: number, now: number) => number} 1 or -1 for a turn that begins, otherwise 0
 */
export function turns() {
  let last = Number.NEGATIVE_INFINITY;
  return (delta, now) => {
    const begins = now - last > REST_MS;
    last = now;
    return begins ? Math.sign(delta) : 0;
  };
}

/** Where a swipe leads: on to the left and up, back to the right and down; 0 for a tap. @param {number} dx @param {number} dy */
export function swiped(dx, dy) {
  const along = Math.abs(dx) > Math.abs(dy) ? dx : dy;
  return Math.abs(along) < SWIPE_PX ? 0 : -Math.sign(along);
}

/**
 * Have one finger lead through the scenes.
 *
 * @param {(dx: number, dy: number) => void} done how far it has gone
 * @param {(event: TouchEvent) => boolean} isElsewhere what begins there has another use
 * @param {AbortSignal} [signal] ends it
 */
export function listenTouch(done, isElsewhere, signal) {
  /** @type {Touch | null} */
  let from = null;
  /** @param {TouchEvent} event */
  const begin = (event) => {
    from = event.touches.length === 1 && !isElsewhere(event) ? event.touches[0] : null;
  };
  /** @param {TouchEvent} event */
  const end = ({ changedTouches: [to] }) => {
    const began = from;
    from = null;
    if (began) done(to.clientX - began.clientX, to.clientY - began.clientY);
  };
  const options = { capture: true, passive: true, signal };
  window.addEventListener("touchstart", begin, options);
  window.addEventListener("touchend", end, options);
}

/**
 * Have wheel and finger lead through the scenes while they are told.
 *
 * @param {(by: number) => void} go
 * @param {AbortSignal} signal ends it
 */
export function listen(go, signal) {
  const turn = turns();
  /** The slider has its own use of them, and words that do not fit scroll. @param {Event} event */
  const isElsewhere = (event) => {
    const over = /** @type {Element} */ (event.target).closest(".ba-slider, .st-panel");
    return over !== null && (over.matches(".ba-slider") || over.scrollHeight > over.clientHeight);
  };
  /** @param {WheelEvent} event */
  const wheel = (event) => {
    if (event.ctrlKey || event.metaKey || isElsewhere(event)) return;
    event.preventDefault();
    event.stopPropagation(); // The map would zoom.
    const by = turn(event.deltaY || event.deltaX, event.timeStamp);
    if (by) go(by);
  };
  window.addEventListener("wheel", wheel, { capture: true, passive: false, signal });
  const done = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    const by = swiped(dx, dy);
    if (by) go(by);
  };
  listenTouch(done, isElsewhere, signal);
}
