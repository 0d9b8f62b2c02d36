// Scenes of a briefing are put in another order by their grips: dragged with pointer or finger, or moved by the arrow keys while a grip has the focus.
// Python, which draws the rows, hears of it through the frame that keeps the briefing (pages/briefing/browser_store).

const GRIP = ".ba-grip";
const ROW = '[class*="st-key-brief-scene-"]';
const EDGE_PX = 70; // So near the window's edge the list moves on under the hand.
const STEP_PX = 12;
const COMES_MS = 10_000; // Python draws the new order.

/** @type {{ grip: HTMLElement, rows: HTMLElement[], from: number, to: number, y: number, top: number } | null} */
let drag = null;
/** Where the focus is to go once the new order stands; `goal`: where keys pressed meanwhile lead on. @type {{ to: number, goal: number, drawn: string | undefined, until: number } | null} */
let moved = null;
/** The row in which the focus was last, or whose menu had it. @type {{ at: number, drawn: string | undefined } | null} */
let held = null;

/** @param {Element} within @param {string} selector */
const all = (within, selector) => [...within.querySelectorAll(/** @type {"div"} */ (selector))];
const main = () => document.querySelector(".stMain");

/** @param {HTMLElement} grip @param {number} to */
function move(grip, to) {
  const from = Number(grip.dataset.scene);
  if (to === from || to < 0 || to >= Number(grip.dataset.of)) return;
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector(".st-key-browser-store iframe");
  const post = () => frame?.contentWindow?.postMessage({ type: "border-atlas:move", from, to }, window.location.origin);
  // On its way to another page, it loads anew.
  const { readyState, URL: address } = frame?.contentDocument ?? document;
  if (readyState === "complete" && address !== "about:blank") post();
  else frame?.addEventListener("load", post, { once: true });
  moved = { to, goal: to, drawn: grip.dataset.drawn, until: Date.now() + COMES_MS };
}

/** Bring the focus to the scene that was moved; where it is now, Python tells. */
function follow() {
  if (!moved) return;
  const { to, goal, drawn, until } = moved;
  const grip = all(document.body, GRIP)[to];
  if (Date.now() > until) moved = null;
  else if (grip && grip.dataset.drawn !== drawn) {
    moved = null;
    grip.focus({ preventScroll: true });
    grip.scrollIntoView({ block: "nearest" });
    move(grip, goal);
  }
}

/** @param {Event} event */
function hold({ target }) {
  const at = /** @type {Element} */ (target);
  if (at.closest("[role=menu]")) return; // It stands outside the row, to which it belongs.
  const row = at.closest(ROW);
  const grip = row ? all(row, GRIP)[0] : null;
  held = grip ? { at: Number(grip.dataset.scene), drawn: grip.dataset.drawn } : null;
}

/** A row that is drawn anew, or that is gone, drops the focus: it goes to the scene that stands there now, or where none is left to what takes that back. */
function bringBack() {
  if (!held || document.activeElement !== document.body) return;
  const grips = all(document.body, GRIP);
  const grip = grips[Math.min(held.at, grips.length - 1)];
  const place = grip ?? all(document.body, ".st-key-brief-undo button")[0];
  if (grip && grips.length > held.at && grip.dataset.drawn === held.drawn) return;
  place?.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function press(event) {
  const grip = /** @type {HTMLElement} */ (event.target);
  if (!grip.matches?.(GRIP) || event.altKey || event.ctrlKey || event.metaKey) return;
  const waits = moved && Date.now() <= moved.until ? moved : null;
  const at = waits ? waits.goal : Number(grip.dataset.scene);
  const last = Number(grip.dataset.of) - 1;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
  if (event.key === "Escape") drop(false);
  if (to === undefined) return;
  event.preventDefault();
  // Pressed again before the order before stands, it would move another scene: that goes on from there.
  if (waits) waits.goal = Math.min(Math.max(to, 0), last);
  else move(grip, to);
}

/** @param {PointerEvent} event */
function take(event) {
  const grip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(GRIP));
  const row = grip?.closest(ROW);
  if (!grip || !row || event.button !== 0) return;
  const rows = all(document.body, ROW);
  const from = rows.indexOf(/** @type {HTMLDivElement} */ (row));
  drag = { grip, rows, from, to: from, y: event.clientY, top: main()?.scrollTop ?? 0 };
  grip.setPointerCapture(event.pointerId);
}

/** @param {PointerEvent} event */
function pull(event) {
  if (!drag) return;
  const { rows, from, y, top } = drag;
  const list = main();
  if (event.clientY < EDGE_PX) list?.scrollBy(0, -STEP_PX);
  else if (event.clientY > window.innerHeight - EDGE_PX) list?.scrollBy(0, STEP_PX);
  const by = event.clientY - y + (list?.scrollTop ?? 0) - top;
  rows[from].classList.add("ba-dragged");
  rows[from].style.transform = `translateY(${by}px)`;
  const others = rows.filter((_, index) => index !== from);
  const middles = others.map((row) => row.getBoundingClientRect()).map(({ top, height }) => top + height / 2);
  const to = middles.filter((middle) => middle < event.clientY).length;
  drag.to = to;
  others.forEach((row, index) => {
    row.classList.toggle("ba-before", index === to && to !== from);
    row.classList.toggle("ba-behind", index === others.length - 1 && to === others.length && to !== from);
  });
}

/** @param {boolean} taken false where the hand let go of it without a wish */
function drop(taken) {
  if (!drag) return;
  const { grip, rows, from, to } = drag;
  drag = null;
  for (const row of rows) row.classList.remove("ba-before", "ba-behind", "ba-dragged");
  rows[from].style.transform = "";
  if (taken) move(grip, to);
}

export function startRows() {
  document.addEventListener("keydown", press);
  document.addEventListener("focusin", hold);
  document.addEventListener("pointerdown", hold);
  document.addEventListener("pointerdown", take);
  document.addEventListener("pointermove", pull);
  document.addEventListener("pointerup", () => drop(true));
  document.addEventListener("pointercancel", () => drop(false));
  const look = () => {
    follow();
    bringBack();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}
