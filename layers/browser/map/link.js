// The link to this view: Python's last link, with what the hand has changed since written over it.
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import * as python from "../shared/python.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { linkOf, pageOf } from "./link_text.js";

const COPIED_MS = 2000;

/** The page's address without the page: in Streamlit our frame is <base>/component/…, in a file there is no link. */
function currentLink() {
  if (!python.link || !atlas.dated()) return null;
  const moved = camera.movedSinceCommand;
  const link = linkOf(python.link, atlas.state, moved && (camera.wholeShown ? "whole" : camera.at()));
  let page = window.location;
  try {
    page = window.parent.location.origin ? window.parent.location : page;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // A foreign page around us keeps its address to itself.
  }
  return pageOf(link, page, window.location.pathname);
}

/** @param {string} link @param {HTMLElement} column */
function offerLink(link, column) {
  /** @type {HTMLInputElement | null} */
  let field = column.querySelector(".ba-link");
  if (!field) {
    const made = dom.element("input", "ba-link", null, column);
    made.readOnly = true;
    made.setAttribute("aria-label", tr("Link to this view"));
    made.addEventListener("blur", () => made.remove());
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      made.blur();
    });
    field = made;
  }
  field.value = link;
  field.focus();
  field.select();
  say(tr("The browser does not let the atlas copy. The link is selected: copy it from the field."));
}

/** @param {HTMLElement} column */
export function startLink(column) {
  const button = dom.button("ba-tool", tr("Copy link"), tr("Copy link to this view"), column, async () => {
    const link = currentLink();
    if (!link) {
      say(tr("This view has no link: it is not served from an address."));
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      offerLink(link, column); // refused, or not offered to pages without https
      return;
    }
    button.textContent = tr("Link copied");
    say(tr("Link copied"), COPIED_MS);
    setTimeout(() => {
      button.textContent = tr("Copy link");
    }, COPIED_MS);
  });
}
