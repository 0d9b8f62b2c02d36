// The fields in which a date is typed. It counts when it is finished; what cannot be taken stays, with what is wrong about it.
import * as atlas from "../shared/atlas.js";
import { sayDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { saySpan } from "./rule.js";
import { rangeOf, readings } from "./typed.js";

/** @import { DateWords } from "../shared/types" */
/** @import { Span } from "./typed.js" */

/** Sent with the timeline; until then a month is read in numbers. @type {DateWords} */
let words = { months: {}, passed: [], to: [] };
/** @param {DateWords} sent */
export function setDateWords(sent) {
  words = sent;
}

/**
 * Add a field to a bar, and to `asked` the place where it says what is wrong.
 *
 * @param {HTMLElement} bar
 * @param {HTMLElement} asked
 * @param {string} className
 * @param {boolean} begins a month or a year stands for its first day, not for its last
 * @param {(day: number) => void} take what a date does
 * @param {(start: number, last: number) => void} takeRange what two dates do
 */
export function dateField(bar, asked, className, begins, take, takeRange) {
  const field = dom.element("input", className, null, bar);
  Object.assign(field, { type: "text", autocomplete: "off", spellcheck: false, enterKeyHint: "done" });
  const near = dom.element("div", "ba-days", null, asked);
  near.hidden = true;
  const problem = dom.element("div", "ba-problem", null, asked);
  problem.id = `${className.split(" ").pop()}-problem`;
  problem.setAttribute("role", "status");
  // What is typed takes the date's place. To select is to take the focus, which may have gone on by then.
  field.addEventListener("focus", () =>
    setTimeout(() => document.activeElement === field && !typing && field.select()),
  );
  let shown = Number.NaN;
  let typing = false;

  /** @param {number} day */
  function show(day) {
    if (typing || day === shown) return;
    shown = day;
    field.value = sayDay(day);
    field.removeAttribute("aria-invalid");
    problem.textContent = "";
  }

  /** Say why what was typed is not taken, with the days it may have meant as buttons. @param {string} sentence @param {Span[]} [spans] */
  function refuse(sentence, spans = []) {
    field.setAttribute("aria-invalid", "true");
    problem.textContent = "";
    dom.element("span", "", sentence, problem);
    for (const span of spans) {
      const day = sayDay(span[0]);
      dom.button("", day, day, problem, () => {
        settle(span);
        field.focus();
      });
    }
  }

  /** Tells whether the atlas has any of the days, and says so where it has none. @param {Span} span */
  function within([start, end]) {
    const { first, today } = atlas.config;
    if (end > first && start <= today) return true;
    const ends = { day: saySpan(start, end, true), first: sayDay(first), last: sayDay(today) };
    refuse(tr("{day} lies outside the atlas, which runs from {first} to {last}.", ends));
    return false;
  }

  /** @param {Span} span */
  function settle([start, end]) {
    if (!within([start, end])) return;
    const { first, today } = atlas.config;
    const meant = saySpan(start, end, true);
    const day = begins ? Math.max(start, first) : Math.min(end - 1, today);
    shown = Number.NaN;
    show(day);
    if (end - start > 1) say(tr("{month} is read as {day}.", { month: meant, day: sayDay(day) }));
    take(day);
  }

  /** @param {Span} span */
  function settleRange([start, end]) {
    if (!within([start, end])) return;
    const [from, last] = [Math.max(start, atlas.config.first), Math.min(end - 1, atlas.config.today)];
    shown = Number.NaN;
    show(begins ? from : last);
    takeRange(from, last);
  }

  /** @param {string} text */
  function typed(text) {
    typing = false;
    const { today } = atlas.config;
    /** @type {Span[]} */
    const spans = text.toLowerCase() === tr("Today").toLowerCase() ? [[today, today + 1]] : readings(text, words);
    const range = spans.length ? null : rangeOf(text, words);
    if (range) settleRange(range);
    else if (spans.length === 1) settle(spans[0]);
    else if (spans.length) refuse(tr("“{text}” can be two days. Which one is meant?", { text }), spans);
    else refuse(tr("“{text}” is no date. One is written as 17 September 2022, 17.9.2022 or 2022-09-17.", { text }));
  }

  function restore() {
    const day = shown;
    [typing, shown] = [false, Number.NaN];
    show(day);
  }

  /** What could not be taken is dropped where the fields mean something else from now on. */
  function forget() {
    if (field.hasAttribute("aria-invalid")) restore();
  }

  /** @param {number} by */
  function step(by) {
    if (typing) restore();
    take(Math.min(Math.max(shown + by, atlas.config.first), atlas.config.today));
  }

  // A day on or back without a keyboard or a drag. The field keeps the focus, so that it can be typed into all the while.
  for (const [by, words] of /** @type {const} */ ([
    [-1, tr("One day back")],
    [1, tr("One day on")],
  ])) {
    const made = dom.button("", words, words, near, () => step(by));
    made.tabIndex = -1; // keys have the arrows
    made.addEventListener("mousedown", (event) => event.preventDefault());
  }
  field.addEventListener("focus", () => {
    near.hidden = false;
  });
  field.addEventListener("blur", () => {
    near.hidden = true;
  });

  field.setAttribute("aria-describedby", problem.id);
  field.addEventListener("input", () => {
    typing = true;
  });
  field.addEventListener("change", () => (field.value.trim() ? typed(field.value.trim()) : restore()));
  field.addEventListener("blur", () => {
    if (typing) restore(); // Typed, and back to what it was.
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") restore();
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  return { field, show, forget };
}
