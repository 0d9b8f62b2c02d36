// Where "next" and "back" lead: each scene is a stop, one that compares two dates is two, and a chart of which the scene shows
// a part is one more: a clicker has no other key to see the whole of it. Without a browser, for tests.

/** @typedef {{ scene: number, day: number, chart?: boolean }} Stop a scene, which of its days shows, and whether its chart lies over it */
/** @typedef {{ days: string[], charts: { bands: object[], panels: { rows: object[] }[] }[] }} Stepped what of a scene counts here */

/** So many figures, or kinds, of a chart stand beside a map: not one side's alone. */
export const FEW = 2;

/** @param {Stepped["charts"][number]} chart */
const parts = ({ bands, panels }) => panels.reduce((sum, { rows }) => sum + rows.length, bands.length);
/** @param {Stepped} scene */
const isCut = ({ charts }) => charts.length > 1 || charts.some((chart) => parts(chart) > FEW);

/** @param {Stepped} scene @param {boolean} both @returns {Omit<Stop, "scene">[]} */
function stopsIn(scene, both) {
  const days = Array.from({ length: both ? 1 : Math.max(1, scene.days.length) }, (_, day) => ({ day }));
  return isCut(scene) ? [...days, { day: days.length - 1, chart: true }] : days;
}

/** @param {Stepped[]} scenes @param {boolean} both dates show at once @returns {Stop[]} */
export const stopsOf = (scenes, both) =>
  scenes.flatMap((one, scene) => stopsIn(one, both).map((stop) => ({ scene, ...stop })));

/**
 * @param {Stepped[]} scenes @param {Stop} from @param {number} by 1 or -1
 * @param {boolean} [both]
 * @returns {Stop} `from` itself at either end
 */
export function stopBeside(scenes, from, by, both = false) {
  const stops = stopsOf(scenes, both);
  const here = stops.filter(({ scene, day }) => scene === from.scene && (both || day === from.day));
  const at = stops.indexOf(here[from.chart ? here.length - 1 : 0]);
  return stops[at + by] ?? from;
}

/** How long a stop stands: what is set for a scene is shared by its stops. @param {Stepped & { seconds: number }} scene @param {boolean} both */
export const secondsOf = (scene, both) => scene.seconds / stopsIn(scene, both).length;

/** What has been typed of a scene's number, and what it comes to with one more key: Enter goes there. */
export class Typed {
  digits = "";
  /** @param {string} key @returns {number | null} index of the scene to go to */
  take(key) {
    if (/^\d$/.test(key)) {
      this.digits = (this.digits + key).slice(-3);
      return null;
    }
    const number = key === "Enter" ? Number(this.digits) : 0;
    this.digits = "";
    return number ? number - 1 : null;
  }
}
