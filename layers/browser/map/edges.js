// Points beyond the window's edge are counted at that edge.
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import * as dom from "../shared/dom.js";
import { trN } from "../shared/translation.js";
import { homeOf, onFan } from "./fan.js";
import { drawnPoints, onDrawn } from "./items.js";

const EDGES = /** @type {const} */ (["north", "east", "south", "west"]);
/** @typedef {typeof EDGES[number]} Edge */
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
let placing = 0;

function countEdges() {
  const half = atlas.map.getSize().divideBy(2);
  for (const edge of EDGES) beyond[edge] = [];
  for (const point of drawnPoints()) {
    const home = homeOf(point);
    const from = atlas.map.latLngToContainerPoint(home).subtract(half);
    const [across, down] = [from.x / half.x, from.y / half.y];
    if (Math.abs(across) <= 1 && Math.abs(down) <= 1) continue;
    // The edge through which the straight way from the middle of the window leads.
    if (Math.abs(across) >= Math.abs(down)) beyond[across > 0 ? "east" : "west"].push(home);
    else beyond[down > 0 ? "south" : "north"].push(home);
  }
  for (const [edge, chip] of chips) {
    const number = beyond[edge].length;
    if (chip.textContent === String(number)) continue;
    chip.hidden = number === 0;
    chip.textContent = String(number);
    const words = further[edge](number);
    chip.setAttribute("aria-label", words);
    chip.title = words;
  }
  // Where they stand depends on their number of digits and on nothing else that a step changes. To look is to lay the page out,
  // which must not hold up the step's frame.
  const widths = EDGES.map((edge) => (beyond[edge].length ? String(beyond[edge].length).length : 0)).join();
  if (widths !== placedFor) {
    placedFor = widths;
    placeSoon();
  }
}
function placeSoon() {
  clearTimeout(placing);
  placing = setTimeout(placeEdges, 0);
}

/** Chips stand in the middle of their edge and give way to the other controls there. */
function placeEdges() {
  const frame = atlas.map.getContainer().getBoundingClientRect();
  const others = [...document.querySelectorAll(".ba-keepout")]
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width);
  for (const [edge, chip] of chips) {
    if (chip.hidden) continue;
    chip.style.translate = "";
    let shift = 0;
    for (let tries = 0; tries < others.length; tries += 1) {
      const box = chip.getBoundingClientRect();
      const hit = others.find(
        (rect) =>
          rect.left < box.right + 6 &&
          rect.right > box.left - 6 &&
          rect.top < box.bottom + 6 &&
          rect.bottom > box.top - 6,
      );
      if (!hit) break;
      shift += edge === "south" ? hit.top - 8 - box.bottom : hit.bottom + 8 - box.top;
      chip.style.translate = `0 ${shift}px`;
    }
    if (Math.abs(shift) > frame.height / 2) chip.style.translate = "";
  }
}

/** @param {Edge} edge */
function flyTo(edge) {
  const { map } = atlas;
  const bounds = L.latLngBounds(beyond[edge]);
  if (!bounds.isValid()) return;
  const options = { ...camera.room(bounds, [70, 70]), maxZoom: Math.max(map.getZoom(), 8), duration: 0.7 };
  camera.moveByHand(() =>
    dom.REDUCED.matches ? map.fitBounds(bounds, { ...options, animate: false }) : map.flyToBounds(bounds, options),
  );
}

export function startEdges() {
  const container = atlas.map.getContainer();
  chips = EDGES.map((edge) => {
    const chip = dom.button(`ba-tool ba-edge ba-edge-${edge}`, "", "", container, () => flyTo(edge));
    L.DomEvent.disableClickPropagation(chip);
    return [edge, chip];
  });
  atlas.map.on("moveend resize", countEdges);
  atlas.map.on("resize", placeSoon);
  onFan(placeEdges);
  onDrawn(countEdges);
  countEdges();
  placeEdges();
}
