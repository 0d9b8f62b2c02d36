// The search beside the map (pages/panels/search.py): a field with a list of what has the words in it, by the keys of ARIA's combobox. What is found
// are links to records, which the map follows (map/page_links.js). The names come once the field has the focus or a pointer comes to it.
import { say } from "./told.js";

/** @typedef {{ id: string, name: string, more: string, folded: string }} Entry `more` is what else it is called */

const BOX = ".ba-search";
const FIELD = `${BOX} input`;
const OPTION = `${BOX} [role=option]`;
const MOST_NAMES = 2;
const [LEAST_PX, EDGE_PX] = [160, 12]; // how high the list at least may be, and what it leaves free below
const REST_MS = 700; // Whoever types on is not told of each letter.

/** What the answers hold, by their addresses. @type {Map<string, Promise<unknown[]>>} */
const answers = new Map();
let timer = 0;

/** Return words as they are compared: in small letters, without marks on them, hyphens as spaces. @param {string} words */
export const folded = (words) =>
  words
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}'ʻʼ‘’`]/gu, "")
    .replace(/[\s\u2010-\u2015-]+/g, " ")
    .trim();

/** @param {string} url @returns {Promise<unknown[]>} */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`the server answered ${response.status}`);
  return response.json();
}

/** @param {string} url */
function answer(url) {
  const held = answers.get(url) ?? fetched(url);
  answers.set(url, held);
  held.catch(() => answers.delete(url)); // It is asked for again.
  return held;
}

/** @param {string} id @param {string} name @param {string} [more] @returns {Entry} */
const entry = (id, name, more = "") => ({ id, name, more, folded: folded(`${name} ${more}`) });

/** All that can be found, the reader's own rows last. @param {HTMLElement} box */
async function entries(box) {
  const said = document.querySelectorAll(/** @type {"span"} */ ("[data-sought]"))[0]?.dataset.sought ?? "[]";
  /** @type {{ id: string, title: string, url: string }[]} */
  const own = JSON.parse(said);
  const shared = /** @type {Promise<[string, string][]>} */ (answer(String(box.dataset.search)));
  const ofOwn = own.map(async ({ id, title, url }) => {
    const rows = /** @type {[number, string][]} */ (await answer(url));
    return rows.map(([row, words]) => entry(`${id}:${row}`, `${words} · ${title}`));
  });
  const lines = (await shared).map(([id, line]) => {
    const [name, ...more] = line.split(" · ");
    return entry(id, name, more.join(" · "));
  });
  return [...lines, ...(await Promise.all(ofOwn)).flat()];
}

/** @param {HTMLElement} field */
const boxOf = (field) => /** @type {HTMLElement} */ (field.closest(BOX));
/** @param {HTMLElement} field */
const dropOf = (field) => /** @type {HTMLElement} */ (boxOf(field).querySelector(".ba-drop"));
/** @param {HTMLElement} field @returns {HTMLElement[]} */
const optionsOf = (field) => [...boxOf(field).querySelectorAll(/** @type {"a"} */ ("[role=option]"))];
/** @param {HTMLElement} field */
const isOpen = (field) => field.getAttribute("aria-expanded") === "true";

/** @param {HTMLElement} field @param {HTMLElement | undefined} option */
function mark(field, option) {
  boxOf(field).querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} field */
function close(field) {
  clearTimeout(timer);
  mark(field, undefined);
  field.setAttribute("aria-expanded", "false");
  dropOf(field).hidden = true;
}

/** What else a record is called of that for which it was found, where its title does not tell why it was. @param {Entry} found @param {string} asked */
function why({ name, more }, asked) {
  if (folded(name).includes(asked)) return "";
  const fitting = more.split(", ").filter((other) => folded(other).includes(asked));
  return fitting.slice(0, MOST_NAMES).join(", ") || more;
}

/** @param {Entry} found @param {number} place @param {string} asked */
function optionOf(found, place, asked) {
  const { id, name } = found;
  const option = document.createElement("a");
  option.id = `ba-found-${place}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.record = id;
  option.dataset.goes = "there";
  option.append(name);
  const also = why(found, asked);
  if (also) option.appendChild(document.createElement("small")).textContent = also;
  return option;
}

/** Draw what is found, and say how much; or why there is nothing. @param {HTMLInputElement} field @param {Entry[]} found @param {string} asked @param {string} none */
function draw(field, found, asked, none) {
  const [list, sentence] = /** @type {HTMLCollectionOf<HTMLElement>} */ (dropOf(field).children);
  mark(field, undefined);
  list.replaceChildren(...found.map((one, place) => optionOf(one, place, asked)));
  list.hidden = found.length === 0;
  sentence.hidden = found.length > 0;
  sentence.textContent = found.length ? "" : none;
  dropOf(field).hidden = false;
  const below = (window.visualViewport?.height ?? window.innerHeight) - field.getBoundingClientRect().bottom;
  list.style.setProperty("--room", `${Math.max(LEAST_PX, below - EDGE_PX)}px`);
  list.scrollTop = 0;
  field.setAttribute("aria-expanded", String(found.length > 0));
  const told = found.length ? String(boxOf(field).dataset.found).replace("{n}", String(found.length)) : none;
  clearTimeout(timer);
  timer = setTimeout(say, REST_MS, told);
}

/** Open the list of what has the field's words in it. @param {HTMLInputElement} field */
async function show(field) {
  const { none, failed } = boxOf(field).dataset;
  const words = field.value;
  const asked = folded(words);
  /** @type {Entry[]} */
  let all = [];
  let reason = String(none).replace("{words}", () => words.trim());
  try {
    all = await entries(boxOf(field));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // Only what the network did is one.
    reason = String(failed);
  }
  if (field.value !== words || document.activeElement !== field) return;
  const found = all.filter((one) => one.folded.includes(asked));
  draw(field, found, asked, reason);
}

/** @param {HTMLInputElement} field @param {number} by */
async function step(field, by) {
  const opens = !isOpen(field);
  if (opens) await show(field);
  const options = optionsOf(field);
  if (!isOpen(field)) return;
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const before = at < 0 && by < 0 ? 0 : at;
  mark(field, options[(before + by + options.length) % options.length]);
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} field @returns {boolean} whether the key was the list's */
function take({ key, altKey }, field) {
  const open = !dropOf(field).hidden;
  if (key === "ArrowDown" && altKey) show(field);
  else if (key === "ArrowUp" && altKey) close(field);
  else if (key === "ArrowDown") step(field, 1);
  else if (key === "ArrowUp") step(field, -1);
  else if (key === "Escape" && open) close(field);
  else if (key === "Escape" && field.value) field.value = "";
  else if (key === "Enter" && isOpen(field)) {
    const options = optionsOf(field);
    (options.find((option) => option.ariaSelected === "true") ?? options[0]).click();
  } else {
    // The caret goes where it always does, and the words are what the next Enter means.
    if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) mark(field, undefined);
    return false;
  }
  return true;
}

/** @param {Event} event @returns {HTMLInputElement | undefined} */
const fieldOf = ({ target }) => (target instanceof HTMLInputElement && target.matches(FIELD) ? target : undefined);

/** @param {KeyboardEvent} event */
function press(event) {
  const field = fieldOf(event);
  if (!field || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (!take(event, field)) return;
  event.preventDefault();
  event.stopPropagation(); // What else Escape closes stays open.
}

/** What is chosen is led to by the map; the field is there for the next. @param {Event} event */
function chosen({ target }) {
  const option = target instanceof Element ? target.closest(OPTION) : null;
  const field = option?.closest(BOX)?.querySelector("input");
  if (!field) return;
  field.value = "";
  close(field);
}

/** Have the names come before they are asked for. @param {Event} event */
function ahead({ target }) {
  const box = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(BOX)) : null;
  if (box) answer(String(box.dataset.search)).catch(() => {}); // The list says so, once there is one.
}

export function startSearch() {
  document.addEventListener("pointerover", ahead, { passive: true });
  document.addEventListener("focusin", ahead);
  document.addEventListener("keydown", press, { capture: true });
  document.addEventListener("input", (event) => {
    const field = fieldOf(event);
    if (field) show(field);
  });
  document.addEventListener("click", (event) => {
    const field = fieldOf(event);
    if (field && dropOf(field).hidden) show(field);
    else chosen(event);
  });
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event);
    if (field) close(field);
  });
  // The focus stays in the field.
  document.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest(`${BOX} .ba-drop`)) event.preventDefault();
  });
}
