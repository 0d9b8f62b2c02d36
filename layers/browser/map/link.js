// The link to this view: Python's last link, with what the hand has changed since written over it.
import { embedded } from "../shared/around.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import * as python from "../shared/python.js";
import { say } from "../shared/toast.js";
import { tr } from "../shared/translation.js";
import { linkOf, pageOf } from "./link_text.js";

const COPIED_MS = 2000;

/** The page's address without the page: in Streamlit our frame is <base>/component/…, in a file there is no link. */
export function currentLink() {
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
    const offer = dom.element("div", "ba-offer", null, column);
    const made = dom.element("input", "ba-link", null, offer);
    // Said beside the field and not in the line over the map's foot, which could hide it.
    const words = tr("The browser does not let the atlas copy. The link is selected: copy it from the field.");
    dom.element("p", "", words, offer).setAttribute("role", "alert");
    made.readOnly = true;
    made.setAttribute("aria-label", tr("Link to this view"));
    made.addEventListener("blur", () => offer.remove());
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
}

/** From a page of somebody else's the same view in the whole atlas. @param {HTMLElement} column */
function offerAtlas(column) {
  const way = dom.element("a", "ba-tool ba-whole-atlas", tr("Open in Border Atlas"), column);
  way.target = "_blank";
  way.rel = "noopener";
  const point = () => {
    way.href = currentLink() || "";
  };
  atlas.painters.push(point);
  atlas.map.on("moveend", point);
}

/** @param {HTMLElement} column */
export function startLink(column) {
  if (embedded) {
    offerAtlas(column);
    return;
  }
  if (window.Streamlit) return; // A page of the atlas shares its view itself.
  const button = dom.button("ba-tool ba-copy", tr("Copy link"), tr("Copy link to this view"), column, async () => {
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
