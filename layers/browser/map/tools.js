// The controls on the map: where to look, how far it is, what the link is.

import { startKey } from "../key/key.js";
import { oneStop } from "../keyboard/one_stop.js";
import { placeLabels, startLabels } from "../names/labels.js";
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";
import { sayDay, toDay } from "../shared/days.js";
import * as dom from "../shared/dom.js";
import { tr, trIn } from "../shared/translation.js";
import { landOf } from "../sides/land.js";
import { whereIs } from "../sides/where.js";
import { startEdges } from "./edges.js";
import { startFan } from "./fan.js";
import { startLeash } from "./leash.js";
import { startLink } from "./link.js";
import { startRuler } from "./ruler.js";

/** @import { Sides } from "../shared/types" */

const LOW_PX = 300;

/** @param {string} className */
function inside(className) {
  const element = dom.element("div", className, null, atlas.map.getContainer());
  L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(element);
  return element;
}

// ---- presets -------------------------------------------------------------------------------------------------------------
/** @param {L.LatLngBoundsLiteral | null} bounds */
function go(bounds) {
  if (!bounds) {
    camera.showWhole();
    return;
  }
  const room = camera.room(bounds, [28, 28]);
  camera.moveByHand(() =>
    dom.REDUCED.matches
      ? atlas.map.fitBounds(bounds, { ...room, animate: false })
      : atlas.map.flyToBounds(bounds, { ...room, duration: 0.7 }),
  );
}

/** How wide a legend of an own set is on a low map, at most (points/points.css). */
const LEGEND_PX = 150;

function startPresets() {
  // The whole border is the camera of a link without a place, so it is asked for as such.
  const { whole, ...others } = atlas.config.presets;
  const presets = [{ title: whole ? whole.title : tr("Whole border"), bounds: null }, ...Object.values(others)];
  const bar = inside("ba-presets ba-keepout");
  const select = dom.element("select", "ba-tool ba-preset-select", null, bar);
  select.setAttribute("aria-label", tr("Where to look"));
  dom.element("option", "", tr("Go to …"), select).value = "";
  presets.forEach((preset, index) => {
    dom.element("option", "", preset.title, select).value = String(index);
  });
  select.addEventListener("change", () => {
    const preset = presets[Number(select.value)];
    select.value = ""; // A second choice of the same place must be a change again.
    go(preset.bounds);
  });
  fitPresets(bar);
}

/**
 * The select stands right of the date, past the widest date there is, so that it does not tremble while the date moves. Where it does not
 * fit there it stands under the date, and on a phone wherever the map is not low.
 *
 * @param {HTMLElement} bar
 */
function fitPresets(bar) {
  /** @type {HTMLElement | null} */
  const box = atlas.map.getContainer().querySelector(".ba-datebox");
  let stood = "";
  const fit = () => {
    const { x: width, y: height } = atlas.map.getSize();
    /** @type {HTMLElement | null} */
    const column = atlas.map.getContainer().querySelector(".ba-column");
    const left = box ? box.offsetLeft : 8;
    const right = left + (box ? widestDate(box) : 0) + 12;
    const end = width - 20 - (column?.offsetWidth || 90);
    const under = (width < 600 && height > LOW_PX) || right + bar.offsetWidth > end;
    bar.style.left = `${under ? left : right}px`;
    bar.style.top =
      under && box?.offsetHeight ? `${box.offsetTop + box.offsetHeight + 8}px` : `${box?.offsetTop || 14}px`;
    // What else stands on the map stands clear of the select and of the tools: the legends of own sets and the rows on one spot.
    const past = right + bar.offsetWidth + 8;
    const { style } = atlas.map.getContainer();
    style.setProperty("--past-presets", under || past + LEGEND_PX > end ? null : `${past}px`);
    style.setProperty("--under-presets", under ? `${bar.offsetTop + bar.offsetHeight + 8}px` : null);
    style.setProperty("--beside-tools", `${width - end + 2}px`);
    const stands = `${bar.style.left} ${bar.style.top}`;
    if (stands !== stood) {
      placeLabels();
      atlas.map.fire("placed");
    }
    stood = stands;
  };
  atlas.map.on("resize", fit);
  document.fonts.addEventListener("loadingdone", fit);
  if (box) new ResizeObserver(fit).observe(box);
  new ResizeObserver(fit).observe(bar); // A reader may set letters and words wider.
  requestAnimationFrame(fit); // Measured now, the page would be laid out once for this alone.
}

/** @param {HTMLElement} box */
function widestDate(box) {
  const style = getComputedStyle(box);
  const pen = dom.penFor(getComputedStyle(box.firstElementChild || box));
  const sides = /** @type {const} */ (["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"]);
  // A day in the middle of each month of a year of wide digits.
  const days = Array.from({ length: 12 }, (_, month) => sayDay(toDay(`2028-${String(month + 1).padStart(2, "0")}-28`)));
  return sides.reduce(
    (sum, side) => sum + parseFloat(style[side]),
    Math.ceil(Math.max(...days.map((day) => pen.measureText(day).width))),
  );
}

// ---- zoom, scale, coordinates ------------------------------------------------------------------------------------------
/** @param {HTMLElement} column */
function startZoom(column) {
  const { map } = atlas;
  map.zoomControl?.remove();
  const pair = dom.element("div", "ba-zoom", null, column);
  const closer = dom.button("ba-tool", "+", tr("Zoom in"), pair, () => camera.moveByHand(() => map.zoomIn()));
  const wider = dom.button("ba-tool", "−", tr("Zoom out"), pair, () => camera.moveByHand(() => map.zoomOut()));
  const limits = () => {
    closer.disabled = map.getZoom() >= map.getMaxZoom();
    wider.disabled = map.getZoom() <= map.getMinZoom();
  };
  map.on("zoomend zoomlevelschange", limits);
  limits();
}

/** @param {number} degrees @param {string} plus @param {string} minus */
const side = (degrees, plus, minus) => `${Math.abs(degrees).toFixed(4)}° ${degrees < 0 ? minus : plus}`;

/** Leaflet's own says its units in English. */
class Scale extends L.Control.Scale {
  /** @param {number} most metres that the widest scale has */
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const words = metres < 1000 ? tr("{m} m", { m: metres }) : tr("{km} km", { km: metres / 1000 });
    this._updateScale(this._mScale, words, metres / most);
  }
}

function startScale() {
  const corner = dom.element("div", "ba-corner ba-keepout", null, atlas.map.getContainer());
  startKey(corner);
  const scale = new Scale({ imperial: false, maxWidth: 110 }).addTo(atlas.map).getContainer();
  if (scale) corner.appendChild(scale);
  const where = dom.element("span", "ba-where", "", corner);
  /** @type {{ land: Sides | null, line: number }} */
  let held = { land: null, line: 0 };
  /** @param {L.LatLng} latlng */
  const write = ({ lat, lng }) => {
    const east = L.Util.wrapNum(lng, [-180, 180], true);
    const found = held.land ? whereIs(held.land, east, lat) : { side: "", district: "" };
    const spot = `${side(lat, trIn("in coordinates", "N"), trIn("in coordinates", "S"))}  ${side(east, trIn("in coordinates", "E"), trIn("in coordinates", "W"))}`;
    where.textContent = [spot, [found.side, found.district].filter(Boolean).join(", ")].filter(Boolean).join("\n");
  };
  atlas.map.on("mousemove", async ({ latlng }) => {
    const { line } = atlas.state;
    if (held.line !== line) {
      held = { land: null, line };
      held.land = await landOf(line);
    }
    write(latlng);
  });
  atlas.map.on("mouseout", () => {
    where.textContent = "";
  });
}

export function startTools() {
  camera.watchCamera();
  startLeash();
  startPresets();
  const column = inside("ba-column ba-keepout");
  startZoom(column);
  startLink(column);
  startRuler(column);
  oneStop(column, tr("Tools of the map"));
  startScale();
  startLabels();
  startFan();
  startEdges();
}
