// The drawings beside the map: a list to choose one from, and what the chosen one says.
import { COLOURS } from "../annotations/look.js";
import { sayDay, toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr, trIn } from "../shared/translation.js";

/** @import { Annotation } from "../shared/types" */
/** @import { Board, Id } from "./board.js" */

const REST_MS = 500;
const MAX_TEXT = 120; // as layers/briefings/annotations.py reads it

const hovers = window.matchMedia("(hover: hover)");

/** @param {string} kind */
export const sayKind = (kind) =>
  ({
    arrow: trIn("a drawing", "Arrow"),
    line: trIn("a drawing", "Line"),
    area: trIn("a drawing", "Area"),
    circle: trIn("a drawing", "Circle"),
    text: trIn("a drawing", "Text"),
  })[kind] ?? kind;

/** @param {string} colour */
const sayColour = (colour) =>
  ({
    ink: trIn("a colour", "Ink"),
    purple: trIn("a colour", "Purple"),
    green: trIn("a colour", "Green"),
    ochre: trIn("a colour", "Ochre"),
  })[colour] ?? colour;

/** @param {Annotation} one */
function sayDays({ properties: { start, end } }) {
  const [first, last] = [start && sayDay(toDay(start)), end && sayDay(toDay(end))];
  if (first && last) return tr("{first} to {last}", { first, last });
  if (first) return tr("from {first}", { first });
  return last ? tr("until {last}", { last }) : "";
}

/** @param {Element} place @param {Board} board */
export function startList(place, board) {
  const heading = dom.element("h2", "", tr("Drawings"), place);
  heading.id = "dr-heading";
  const none = dom.element("p", "dr-none", tr("Nothing is drawn yet. Choose a tool above the map."), place);
  const list = dom.element("ol", "", null, place);
  list.setAttribute("aria-labelledby", heading.id);
  const fields = dom.element("form", "dr-fields", null, place);
  fields.addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  /** @type {Id | null} */
  let shown = null;

  function write() {
    const all = board.all();
    none.hidden = all.length > 0;
    list.textContent = "";
    for (const [id, one] of all) {
      const item = dom.element("li", "", null, list);
      const { kind, text = "" } = one.properties;
      const words = text ? tr("{kind}: {text}", { kind: sayKind(kind), text }) : sayKind(kind);
      const button = dom.element("button", "", words, item);
      button.type = "button";
      button.setAttribute("aria-pressed", String(id === board.selected));
      if (sayDays(one)) dom.element("small", "", sayDays(one), button);
      button.addEventListener("click", () => {
        board.choose(id);
        list.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest" });
      });
    }
  }

  /** @param {string} words @param {HTMLElement} input */
  function field(words, input) {
    const label = dom.element("label", "", null, fields);
    dom.element("span", "", words, label);
    label.append(input);
  }

  /** @param {Id} id @param {"start" | "end"} name @param {string} words @param {Annotation} one */
  function dayField(id, name, words, one) {
    const input = dom.element("input");
    Object.assign(input, { type: "date", value: one.properties[name] ?? "" });
    input.addEventListener("change", () => {
      const { start = "", end = "" } = board.find(id)?.properties ?? {};
      const [first, last] = name === "start" ? [input.value, end] : [start, input.value];
      const crossed = Boolean(first && last && last < first);
      input.setCustomValidity(crossed ? tr("The last day is before the first.") : "");
      if (!input.reportValidity()) return;
      board.say(id, { [name]: input.value || undefined });
      board.commit();
    });
    field(words, input);
  }

  /** @param {Id | null} id @param {boolean} justMade */
  function writeFields(id, justMade) {
    const one = id === null ? undefined : board.find(id);
    const wanted = one ? id : null;
    if (wanted === shown && !justMade) return;
    shown = wanted;
    fields.textContent = "";
    fields.hidden = !one;
    if (id === null || !one) return;
    const { kind, text = "", colour = "ink", radius_km = 1 } = one.properties;
    const words = dom.element("input");
    Object.assign(words, { type: "text", value: text, maxLength: MAX_TEXT });
    const save = () => {
      clearTimeout(timer);
      // Without words a text would be nothing.
      if (kind === "text" && !words.value.trim()) return;
      board.commit();
    };
    words.addEventListener("input", () => {
      if (kind === "text" && !words.value.trim()) return;
      board.say(id, { text: words.value.trim() || undefined });
      clearTimeout(timer);
      timer = setTimeout(save, REST_MS);
    });
    words.addEventListener("change", save);
    field(tr("Text beside it"), words);
    const colours = dom.element("select");
    for (const name of COLOURS) colours.add(new Option(sayColour(name), name, false, name === colour));
    colours.addEventListener("change", () => {
      board.say(id, { colour: colours.value });
      board.commit();
    });
    field(tr("Colour"), colours);
    if (kind === "circle") {
      const radius = dom.element("input");
      Object.assign(radius, {
        type: "number",
        min: "0.05",
        max: "1000",
        step: "any",
        value: String(radius_km),
        required: true,
      });
      radius.addEventListener("change", () => {
        if (radius.reportValidity()) board.setRadius(id, radius.valueAsNumber);
      });
      field(tr("Radius in km"), radius);
    }
    dayField(id, "start", tr("First day"), one);
    dayField(id, "end", tr("Last day"), one);
    // To a finger a keyboard would come up over the map: only where there is nothing but words.
    if (justMade && (kind === "text" || hovers.matches)) {
      words.focus({ preventScroll: true });
      if (kind === "text") words.select();
    }
  }

  return {
    write,
    writeFields,
    /** A hand may have changed the radius on the map. */
    refresh() {
      const one = shown === null ? undefined : board.find(shown);
      const radius = fields.querySelector("input[type=number]");
      if (one && radius instanceof HTMLInputElement && document.activeElement !== radius)
        radius.value = String(one.properties.radius_km);
    },
  };
}
