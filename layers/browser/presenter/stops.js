// Where "next" and "back" lead: each scene is a stop, one that compares two dates is two. Without a browser, for tests.

/** @typedef {{ scene: number, day: number }} Stop a scene, and which of its days shows */

/** @param {{ days: string[] }[]} scenes @param {boolean} both dates show at once @returns {Stop[]} */
export const stopsOf = (scenes, both) =>
  scenes.flatMap(({ days }, scene) => (both ? [""] : days.length ? days : [""]).map((_, day) => ({ scene, day })));

/** Tells a presentation from a map that somebody saved: a single scene is one once somebody is to speak to it. @param {{ text: string, notes: string, buttons: object[] }[]} scenes */
export const isPresented = (scenes) =>
  scenes.length > 1 || scenes.some(({ text, notes, buttons }) => Boolean(text || notes || buttons.length));

/**
 * @param {{ days: string[] }[]} scenes @param {Stop} from @param {number} by 1 or -1
 * @param {boolean} [both]
 * @returns {Stop} `from` itself at either end
 */
export function stopBeside(scenes, from, by, both = false) {
  const stops = stopsOf(scenes, both);
  const at = stops.findIndex(({ scene, day }) => scene === from.scene && (both || day === from.day));
  return stops[at + by] ?? from;
}

/** How long a stop stands: what is set for a scene is shared by its days. @param {{ days: string[], seconds: number }} scene @param {boolean} both */
export const secondsOf = ({ days, seconds }, both) => seconds / (both ? 1 : Math.max(1, days.length));

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
