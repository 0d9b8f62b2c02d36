// Whether this browser has been told the opening. Where it keeps nothing, each visit is the first.
const KEY = "border-atlas-opening";

/** @template T @param {(store: Storage) => T} use @returns {T | null} */
function kept(use) {
  try {
    return use(window.localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null; // Blocked, or full.
    throw error;
  }
}

export const wasSeen = () => kept((store) => store.getItem(KEY)) === "seen";
export const noteSeen = () => kept((store) => store.setItem(KEY, "seen"));
