// Points upon one another are fanned out when one of them is clicked; of more than a few a list says which there are.
import { openHere } from "../points/here.js";
import * as atlas from "../shared/atlas.js";
import * as dom from "../shared/dom.js";
import { tr } from "../shared/translation.js";
import { drawnPoints, listed, onDrawn } from "./items.js";

/** @import { DrawnPoint } from "../shared/types" */

/** @typedef {{ point: DrawnPoint, home: L.LatLng, spot: L.LatLng }} Member home is where the record is, spot where its mark stands meanwhile */

const NEAR_PX = 22;
const MOST_FANNED = 8; // A larger fan would cover what stands around it, and no mark of it says what it is.
const COVERED_PX = 8; // a small mark whose middle is so near lies under the other and could not be clicked
/** @type {{ at: number, members: Member[] } | null} */
let fan = null;
/** @type {L.LayerGroup} */
let leaders;
/** @type {HTMLElement} */
let bar;
/** @type {HTMLElement} */
let count;
/** @type {(() => void)[]} */
const listeners = [];

/** Call a listener whenever a fan has opened, moved or closed. @param {() => void} listener */
export const onFan = (listener) => listeners.push(listener);

/** @param {string | null} select */
const memberOf = (select) => fan?.members.find((member) => member.point.select === select);
/** @param {DrawnPoint} a @param {DrawnPoint} b */
const same = (a, b) => a.layer === b.layer && a.id === b.id;

/** Where a drawn point's record is, fanned out or not. @param {DrawnPoint} point */
export const homeOf = (point) => fan?.members.find((one) => same(one.point, point))?.home || point.latlng;
/** Where the mark of a record stands while it is fanned out: the gold ring goes there. @param {string} select */
export const fannedAt = (select) => memberOf(select)?.spot;
/** Where the records of an open fan are, for the names to keep free. */
export const fannedHomes = () => (fan ? fan.members.map((member) => member.home) : []);

/**
 * Places on a circle.
 *
 * @param {L.Point} middle
 * @param {number} size
 * @param {number} step
 * @param {number} first
 */
function around(middle, size, step, first) {
  const radius = Math.max(first, (size * step) / (2 * Math.PI));
  return Array.from({ length: size }, (_, index) => {
    const angle = (index / size) * 2 * Math.PI;
    return middle.add(L.point(radius * Math.sin(angle), -radius * Math.cos(angle)));
  });
}

/** @param {DrawnPoint[]} group */
function spread(group) {
  const map = atlas.map;
  const homes = group.map((point) => map.latLngToLayerPoint(point.latlng));
  const middle = homes.reduce((sum, home) => sum.add(home), L.point(0, 0)).divideBy(homes.length);
  const step = 2 * Math.min(Math.max(...group.map((point) => point.radiusPx || 8)), 16) + 8;
  const others = drawnPoints()
    .filter((point) => !group.some((member) => same(member, point)))
    .map((point) => ({ at: map.latLngToLayerPoint(point.latlng), radius: point.radiusPx || 8 }));
  /** @param {L.Point[]} spots */
  const hidden = (spots) =>
    spots.filter((spot) => others.some((other) => other.at.distanceTo(spot) < other.radius + step / 3)).length;
  // Of a few sizes the first at which no neighbour lies under a mark, otherwise the one with fewest.
  const tried = [32, 42, 54, 68, 84].map((first) => around(middle, group.length, step, first));
  const best = tried.reduce((held, spots) => (hidden(spots) < hidden(held) ? spots : held));
  return best.map((spot) => map.layerPointToLatLng(spot));
}

/** @param {Member[]} members */
function stand(members) {
  leaders.clearLayers();
  for (const { point, home, spot } of members) {
    point.marker.setLatLng(spot);
    L.polyline([home, spot], { pane: "fan", className: "ba-leader", interactive: false }).addTo(leaders);
  }
  const foot = { pane: "fan", radius: 2.5, className: "ba-leader-foot", interactive: false };
  leaders.addLayer(L.circleMarker(members[0].home, foot));
  showBar();
}

function showBar() {
  bar.hidden = !fan;
  atlas.map.getContainer().classList.toggle("ba-fanned", Boolean(fan));
  const words = fan && tr("{n} of {total} here", { n: fan.at + 1, total: fan.members.length });
  if (words && count.textContent !== words) count.textContent = words; // Written anew it would be read out once more.
  for (const listener of listeners) listener();
}

export function closeFan() {
  if (!fan) return;
  const held = fan;
  fan = null;
  for (const { point, home } of held.members) point.marker.setLatLng(home);
  leaders.clearLayers();
  showBar();
  atlas.repaint(); // The gold ring goes back to the record's place.
}

/** @param {number} change */
function goTo(change) {
  if (!fan) return;
  const size = fan.members.length;
  fan.at = (fan.at + change + size) % size;
  showBar();
  atlas.patch({ select: fan.members[fan.at].point.select }, true);
}

/** A drawn point and those that stand upon it or close by. @param {DrawnPoint} clicked */
export function groupOf(clicked) {
  const at = atlas.map.latLngToContainerPoint(clicked.latlng);
  const reach = Math.max(NEAR_PX, clicked.radiusPx); // a large mark brings out all that lies upon it
  /** @param {DrawnPoint} point */
  const away = (point) => atlas.map.latLngToContainerPoint(point.latlng).distanceTo(at);
  /** @param {DrawnPoint} point */
  const near = (point) => away(point) <= reach;
  // Small marks stand back: they come out where one of them is clicked, or lies under what is, not with every clash and base beside them.
  const small = (/** @type {DrawnPoint} */ { layer }) => atlas.config.draws[layer] === "dots";
  const joins = (/** @type {DrawnPoint} */ point) =>
    small(clicked) || !small(point) || away(point) < Math.max(clicked.radiusPx, COVERED_PX);
  return [clicked, ...drawnPoints().filter((point) => !same(point, clicked) && joins(point) && near(point))];
}

/**
 * Which of the marks upon one another a hand means: a small one takes clicks beyond its edge, where another may be what is seen.
 *
 * @param {DrawnPoint} clicked
 * @param {MouseEvent} click
 */
export function meant(clicked, click) {
  const at = atlas.map.mouseEventToContainerPoint(click); // Leaflet's own event of a mark has the mark's place.
  const seen = groupOf(clicked).filter(
    ({ latlng, radiusPx }) => atlas.map.latLngToContainerPoint(latlng).distanceTo(at) <= radiusPx,
  );
  const [upper] = seen.sort((a, b) => a.radiusPx - b.radiusPx); // a small one lies over a large one
  return upper ?? clicked;
}

/**
 * List the points at the place of one that is clicked where they are more than a fan holds; tells whether they are. Whoever goes from mark
 * to mark by keys has named the one that is meant.
 *
 * @param {DrawnPoint} [clicked]
 */
export function listCrowd(clicked) {
  const group = clicked && !memberOf(clicked.select) ? groupOf(clicked) : [];
  if (group.length <= MOST_FANNED) return false;
  closeFan();
  openHere([], listed(group));
  return true;
}

/** Fan out the points at the place of one that is clicked, before it is selected. @param {DrawnPoint} clicked */
export function fanOut(clicked) {
  const place = fan ? fan.members.findIndex((member) => same(member.point, clicked)) : -1;
  if (fan && place >= 0) {
    fan.at = place;
    showBar();
    return;
  }
  closeFan();
  const group = groupOf(clicked);
  if (group.length === 1 || group.length > MOST_FANNED) return;
  const spots = spread(group);
  fan = { at: 0, members: group.map((point, index) => ({ point, home: point.latlng, spot: spots[index] })) };
  stand(fan.members);
}

/** What is drawn has changed: a fan that lost a member closes, one whose marks were made anew takes them up. */
function follow() {
  if (!fan) return;
  const now = drawnPoints();
  const members = fan.members.flatMap(({ point, home, spot }) => {
    const fresh = now.find((one) => same(one, point));
    return fresh ? [{ point: { ...fresh, latlng: home }, home, spot }] : [];
  });
  if (members.length < fan.members.length) closeFan();
  else if (members.some(({ point }, index) => point.marker !== fan?.members[index].point.marker)) {
    fan.members = members;
    stand(members);
  }
}

export function startFan() {
  const map = atlas.map;
  map.createPane("fan").style.zIndex = "595"; // under every mark
  leaders = L.layerGroup().addTo(map);
  bar = dom.element("div", "ba-fanbar ba-keepout", null, map.getContainer());
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", tr("Records at this place"));
  dom.button("ba-tool", "‹", tr("Previous record here"), bar, () => goTo(-1));
  count = dom.element("span", "", "", bar);
  count.setAttribute("aria-live", "polite");
  dom.button("ba-tool", "›", tr("Next record here"), bar, () => goTo(1));
  L.DomEvent.disableClickPropagation(bar);
  map.on("click zoomstart", closeFan);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fan || event.defaultPrevented) return;
    event.preventDefault();
    if (bar.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true });
    closeFan();
  });
  atlas.painters.push((state, keys) => {
    if (!fan || !keys.has("select")) return;
    const member = memberOf(state.select);
    if (!member) {
      closeFan();
      return;
    }
    if (fan.members[fan.at].point.select !== state.select) fan.at = fan.members.indexOf(member);
    showBar();
  });
  showBar();
  onDrawn(follow);
}
