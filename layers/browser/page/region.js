// The choice of a region (pages/panels/search.py): the map narrows at once, and Python hears of it from there. What Python says of it later, as after
// Back or where a filter was taken away, the field shows.
import { datedMap } from "./first_paint.js";

const FIELD = "select#ba-region";
const SAID = "[data-region]";

/** The field that stood at the last look, and what was said then. @type {[HTMLSelectElement | undefined, string | undefined]} */
let last = [undefined, undefined];

function look() {
  const field = document.querySelectorAll(/** @type {"select"} */ (FIELD))[0];
  const said = document.querySelector(SAID)?.getAttribute("data-region") ?? undefined;
  if (!field || said === undefined || (field === last[0] && said === last[1])) return;
  last = [field, said];
  field.value = said;
}

/** @param {HTMLSelectElement} field */
function choose(field) {
  const atlas = datedMap();
  if (atlas) atlas.patch({ region: field.value || null }, true);
  else if (field.isConnected) requestAnimationFrame(() => choose(field));
}

export function startRegion() {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches(FIELD)) choose(target);
  });
  const seen = { childList: true, subtree: true, attributeFilter: ["data-region"] };
  new MutationObserver(look).observe(document.body, seen);
  look();
}
