/*! Holds terra-draw and terra-draw-leaflet-adapter, © James Milner and contributors, MIT licence: https://github.com/JamesLMilner/terra-draw */
// Draws on the view of a scene, in a frame of its own on the page "Brief" (pages/briefing/scene_drawings.py). The map's script has come
// before this one.
import RULES from "../../view/camera.json" with { type: "json" };
import * as dom from "../shared/dom.js";
import { newsIn } from "../shared/news.js";
import { tr } from "../shared/translation.js";
import { startBoard } from "./board.js";
import { sayKind, startList } from "./list.js";

/** @import { Config, DrawingArgs } from "../shared/types" */
/** @import { Board, Tool } from "./board.js" */

/** @typedef {(type: string, data: object) => void} Send */

const TOOLS = /** @type {const} */ (["arrow", "line", "area", "circle", "text"]);
/** @type {Board | undefined} */
let board;
let told = 0;
let shownView = "";
let given = "";

/** @param {Tool} tool */
function hintOf(tool) {
  const keys = tr("By keys: arrows move the map, Space sets a point in its middle, Enter ends, Escape gives up.");
  const hand = {
    select: tr(
      "Click a drawing, or its line in the list, to change it. It and its points can be dragged; arrow keys on the map move it, Delete removes it.",
    ),
    arrow: tr("Click where the arrow starts, then where it points."),
    line: tr("Click point after point; click the last one again to end."),
    area: tr("Click corner after corner; click the first one again to end."),
    circle: tr("Click the middle, then the edge. The radius can be typed afterwards."),
    text: tr("Click where the words are to stand, then type them."),
  }[tool];
  return tool === "select" ? hand : `${hand} ${keys}`;
}

/** @param {Config} config @param {Send} send */
function build(config, send) {
  const { body } = document;
  body.classList.add("drawing", "ba-bare", "ba-second");
  window.frameElement?.setAttribute("title", tr("Map to draw on"));
  const bar = dom.element("div", "dr-bar", null, body);
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", tr("Tools to draw with"));
  const hint = dom.element("p", "dr-hint", "", body);
  hint.setAttribute("role", "status");
  const line = dom.element("p", "ba-unseen", "", body);
  line.setAttribute("role", "status");
  const say = newsIn(line);
  const desk = dom.element("div", "dr-desk", null, body);
  const place = dom.element("div", "", null, desk);
  place.id = "map_div";
  const side = dom.element("section", "dr-side", null, desk);
  const map = L.map(place, {
    center: config.whole[0],
    zoom: 8,
    zoomControl: false,
    minZoom: RULES.least,
    maxZoom: RULES.most,
    zoomSnap: RULES.snap,
  });
  window.borderAtlas.start(map, config);
  L.control.zoom({ position: "topleft", zoomInTitle: tr("Zoom in"), zoomOutTitle: tr("Zoom out") }).addTo(map);
  place.setAttribute("aria-label", tr("Map to draw on"));
  place.removeAttribute("aria-describedby");
  dom.element("div", "dr-middle", null, place);
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  const made = startBoard({
    drawn: () => {
      list.write();
      list.refresh();
      undo.disabled = !made.canUndo();
    },
    selected: (id, justMade) => {
      list.writeFields(id, justMade);
      list.write();
      remove.disabled = id === null;
      const kind = justMade && id !== null && made.find(id)?.properties.kind;
      if (kind) say(tr("Drawn and chosen: {drawing}.", { drawing: sayKind(kind) }));
    },
    tool: (tool) => {
      for (const [name, button] of buttons) button.setAttribute("aria-pressed", String(name === tool));
      hint.textContent = hintOf(tool);
      body.classList.toggle("dr-drawing", tool !== "select");
    },
    saved: (all) => {
      told += 1;
      send("streamlit:setComponentValue", { value: { annotations: all, told }, dataType: "json" });
    },
  });
  for (const tool of /** @type {const} */ (["select", ...TOOLS])) {
    const words = tool === "select" ? tr("Choose") : sayKind(tool);
    const button = dom.button("ba-tool", words, words, bar, () => {
      made.setTool(tool);
      if (tool !== "select") place.focus({ preventScroll: true });
    });
    button.dataset.hint = "";
    buttons.set(tool, button);
  }
  const undo = dom.button("ba-tool dr-apart", tr("Undo"), tr("Undo the last change of the drawings"), bar, () =>
    made.undo(),
  );
  const remove = dom.button("ba-tool", tr("Delete"), tr("Delete the chosen drawing"), bar, () => {
    if (made.selected !== null) made.remove(made.selected);
  });
  undo.disabled = remove.disabled = true;
  const list = startList(side, made);
  hint.textContent = hintOf("select");
  buttons.get("select")?.setAttribute("aria-pressed", "true");
  takeKeys(place, map, made, say);
  // Once the frame has its height: the tools and the whole map come into sight, where a wheel above the map would zoom instead of scroll.
  window.addEventListener("resize", () => body.scrollIntoView({ block: "end" }), { once: true });
  new ResizeObserver(() => send("streamlit:setFrameHeight", { height: Math.ceil(body.scrollHeight) })).observe(body);
  return made;
}

/**
 * The map's own keys lead from mark to mark; here nothing of it can be clicked.
 *
 * @param {HTMLElement} place
 * @param {L.Map} map
 * @param {Board} made
 * @param {(words: string) => void} say
 */
function takeKeys(place, map, made, say) {
  const [STEP_PX, FINE_PX] = [40, 4];
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const typed = event.target instanceof Element && event.target.matches("input, select");
      if (event.key === "Delete" && !typed && made.selected !== null) {
        made.remove(made.selected);
        place.focus({ preventScroll: true });
      }
      if (event.target !== place) return;
      const way = ways[event.key];
      if (way) {
        const step = event.shiftKey ? FINE_PX : STEP_PX;
        /** @type {[number, number]} */
        const by = [way[0] * step, way[1] * step];
        if (made.selected !== null) made.move(by);
        else map.panBy(by, { animate: false });
        made.follow(null);
      } else if (event.key === " ") {
        made.follow(null, true);
        // The last point ends the drawing, which is told then.
        queueMicrotask(() => made.tool !== "select" && say(tr("A point is set.")));
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  // A finger comes to a spot without moving there, which the library waits for.
  place.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" && event.isPrimary) made.follow(map.mouseEventToContainerPoint(event));
  });
  // A click on the ground is the library's alone, which hears the pointer.
  place.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof Element && !event.target.closest(".leaflet-control"))
        event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/** @param {DrawingArgs} args @param {{ base?: string } | null} theme @param {Send} send */
window.borderAtlasDrawing = (args, theme, send) => {
  board ??= build(args.config, send);
  if (theme?.base) window.borderAtlas.setTheme(theme.base);
  const [view, annotations] = [JSON.stringify(args.view), JSON.stringify(args.annotations)];
  const otherView = view !== shownView;
  if (otherView) {
    window.borderAtlas.apply({ n: told + Date.now(), link: "", told: {}, view: args.view });
    shownView = view;
  }
  // What this frame has said itself comes back to it: what is drawn by now may be further on.
  if (otherView || (args.heard === 0 && annotations !== given)) board.begin(args.annotations);
  given = annotations;
};
