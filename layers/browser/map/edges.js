// Points beyond the window's edge are counted at that edge: marks of the atlas, and rows of the large sets.

import { placeFlows, unseenEnds } from "../flows/flows.js";
import { oneStop } from "../keyboard/one_stop.js";
import { latLngOfRow } from "../points/data.js";
import { onPainted, visible } from "../points/sets.js";
import { sayNumber } from "../points/words.js";
import { afterFrame } from "../shared/after_frame.js";
import * as atlas from "../shared/atlas.js";
import { EDGES, edgeTo } from "../shared/beyond.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { tr, trN } from "../shared/translation.js";
import { homeOf, onFan } from "./fan.js";
import { drawnPoints, onDrawn } from "./items.js";

/** @import { Edge } from "../shared/beyond.js" */

/** @type {Record<Edge, (number: number) => string>} */
const further = {
  north: (number) => trN("{n} item further north", "{n} items further north", number),
  east: (number) => trN("{n} item further east", "{n} items further east", number),
  south: (number) => trN("{n} item further south", "{n} items further south", number),
  west: (number) => trN("{n} item further west", "{n} items further west", number),
};
/** @type {Record<Edge, L.LatLng[]>} */
const beyond = { north: [], east: [], south: [], west: [] };
/** @type {[Edge, HTMLButtonElement][]} */
let chips = [];
let placedFor = "";
const placeSoon = afterFrame(placeEdges);

function countEdges() {
  const half = atlas.map.getSize().divideBy(2);
  for (const edge of EDGES) beyond[edge] = [];
  for (const home of [...drawnPoints().map(homeOf), ...unseenEnds()]) {
    const from = atlas.map.latLngToContainerPoint(home).subtract(half);
    const edge = edgeTo(from.x / half.x, from.y / half.y);
    if (edge >= 0) beyond[EDGES[edge]].push(home);
  }
  sayEdges();
}

/** Rows are counted as they are painted. */
function sayEdges() {
  const sets = visible();
  const numbers = EDGES.map((edge, index) =>
    sets.reduce((sum, { density }) => sum + density.beyond()[index], beyond[edge].length),
  );
  for (const [index, [edge, chip]] of chips.entries()) {
    const number = numbers[index];
    const said = sayNumber(number);
    if (chip.textContent === said) continue;
    chip.hidden = number === 0;
    chip.textContent = said;
    const words = further[edge](number);
    chip.setAttribute("aria-label", words);
  }
  // Where they stand depends on their number of digits and on nothing else that a step changes. To look is to lay the page out,
  // which must not hold up the step's frame.
  const widths = numbers.map((number) => (number ? sayNumber(number).length : 0)).join();
  if (widths !== placedFor) {
    placedFor = widths;
    placeSoon();
  }
}
/**
 * How far down (way 1) or up (-1) a box must move to be free of others, or null where that leads out of the frame.
 *
 * @param {DOMRect} box
 * @param {DOMRect[]} others
 * @param {number} way
 * @param {DOMRect} frame
 */
function giveWay({ left, right, top, bottom }, others, way, frame) {
  let shift = 0;
  for (let tries = 0; tries <= others.length; tries += 1) {
    const [from, to] = [top + shift, bottom + shift];
    const hit = others.find(
      (rect) => rect.left < right + 6 && rect.right > left - 6 && rect.top < to + 6 && rect.bottom > from - 6,
    );
    if (!hit) return from >= frame.top + 2 && to <= frame.bottom - 2 ? shift : null;
    shift += way > 0 ? hit.bottom + 8 - from : hit.top - 8 - to;
  }
  return null;
}

/** Chips stand in the middle of their edge and give way to the other controls there. */
function placeEdges() {
  const frame = atlas.map.getContainer().getBoundingClientRect();
  const others = [...document.querySelectorAll(".ba-keepout")]
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width);
  const open = chips.filter(([, chip]) => !chip.hidden);
  for (const [, chip] of open) Object.assign(chip.style, { translate: "", display: "" });
  // Looked at together: between two writes each look would lay the page out anew.
  const boxes = open.map(([, chip]) => chip.getBoundingClientRect());
  for (const [at, [edge, chip]] of open.entries()) {
    const box = boxes[at];
    const ways = edge === "south" ? [-1, 1] : [1, -1];
    const shift = ways.map((way) => giveWay(box, others, way, frame)).find((found) => found !== null) ?? undefined;
    if (shift === undefined) {
      chip.style.display = "none"; // a map this small has no room for it
      continue;
    }
    if (shift) chip.style.translate = `0 ${shift}px`;
    others.push(new DOMRect(box.x, box.y + shift, box.width, box.height));
  }
  placeFlows(); // whose chips give way to these
}

/** Bring what lies nearest beyond an edge into the middle. The zoom stays: who clicks a number asks what is there, not to see less of it. @param {Edge} edge */
function flyTo(edge) {
  const { map } = atlas;
  const zoom = map.getZoom();
  const middle = map.project(map.getCenter(), zoom);
  const rows = visible().flatMap(({ density, set, shown }) => {
    const row = density.nearestBeyond(edge, shown);
    return row < 0 ? [] : [latLngOfRow(set, row)];
  });
  /** @param {L.LatLng} place */
  const away = (place) => map.project(place, zoom).distanceTo(middle);
  const [nearest] = [...beyond[edge], ...rows].sort((a, b) => away(a) - away(b));
  if (!nearest) return;
  const bounds = L.latLngBounds([nearest]);
  const options = { ...camera.room(bounds, [70, 70]), maxZoom: zoom, duration: 0.7 };
  camera.moveByHand(() =>
    dom.REDUCED.matches ? map.fitBounds(bounds, { ...options, animate: false }) : map.flyToBounds(bounds, options),
  );
}

export function startEdges() {
  const container = atlas.map.getContainer();
  const group = dom.element("div", null, null, container);
  chips = EDGES.map((edge) => {
    const chip = dom.button(`ba-tool ba-edge ba-edge-${edge}`, "", "", group, () => flyTo(edge));
    L.DomEvent.disableClickPropagation(chip);
    return [edge, chip];
  });
  oneStop(group, tr("Beyond the edges of the map"));
  atlas.map.on("moveend resize", countEdges);
  atlas.map.on("resize placed", placeSoon);
  const legends = atlas.map.getContainer().querySelector(".ba-sets"); // They grow and fold.
  if (legends) new ResizeObserver(placeSoon).observe(legends);
  onFan(placeEdges);
  onDrawn(countEdges);
  onPainted(sayEdges);
  countEdges();
  placeEdges();
}
