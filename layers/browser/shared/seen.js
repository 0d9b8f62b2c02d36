// What this browser has been told once. Where it keeps nothing, each visit is the first.

/** @template T @param {(store: Storage) => T} use @returns {T | null} */
function kept(use) {
  try {
    return use(window.localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null; // Blocked, or full.
    throw error;
  }
}

/** @param {string} what */
const keyOf = (what) => `border-atlas-${what}`;

/** @param {string} what */
export const wasSeen = (what) => kept((store) => store.getItem(keyOf(what))) === "seen";
/** @param {string} what */
export const noteSeen = (what) => kept((store) => store.setItem(keyOf(what), "seen"));
