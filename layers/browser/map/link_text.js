// A view's link as text (layers/view/link.py).
import { toIso } from "../shared/days.js";

/** @import { Place, State } from "../shared/types" */

const OWN = "own:"; // A row of a reader's own set is nobody else's to open, so no link names one.

/**
 * A link with what differs in the view written over it; an up-to-date one is returned as it is.
 *
 * @param {string} link
 * @param {Pick<State, "date" | "mode" | "days" | "select">} state
 * @param {Place | "whole" | false} camera what the link is to say of it; false: what it says already
 */
export function linkOf(link, state, camera) {
  const cut = link.indexOf("?");
  const path = cut < 0 ? link : link.slice(0, cut);
  const params = new URLSearchParams(cut < 0 ? "" : link.slice(cut));
  /** @type {Record<string, string | null>} */
  const now = {
    date: toIso(state.date),
    mode: state.mode,
    select: state.select?.startsWith(OWN) ? null : state.select,
    days: state.mode === "window" ? String(state.days) : null,
  };
  if (camera) now.at = camera === "whole" ? null : camera.join(",");
  let any = false;
  for (const [key, value] of Object.entries(now)) {
    if (params.get(key) === (value || null)) continue;
    any = true;
    if (value) params.set(key, value);
    else params.delete(key);
  }
  return any ? `${path}?${params.toString().replaceAll("%2C", ",")}` : link;
}

/**
 * The whole address of a link, or null where a page has none.
 *
 * @param {string} link as Python wrote it: whole, from the app's root, or a query alone
 * @param {Pick<Location, "origin" | "pathname">} page
 * @param {string} frame path of the map's frame
 */
export function pageOf(link, page, frame) {
  if (/^https?:/.test(link)) return link;
  if (!page.origin.startsWith("http")) return null;
  if (link.startsWith("?")) return page.origin + page.pathname + link;
  const base = frame.includes("/component/") ? frame.split("/component/")[0] : "";
  return `${page.origin}${base}${link.startsWith("/") ? "" : "/"}${link}`;
}
