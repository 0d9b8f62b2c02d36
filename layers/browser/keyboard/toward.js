// Which of several things in an order an arrow key leads to, and in which order marks lie.

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** By how many places an arrow leads on; 0 of any other key. @param {string} key */
export const stepOf = (key) => STEPS[key] ?? 0;

/** @param {string} key */
export const isWay = (key) => key in STEPS;

/** Whether a key leads to the first or the last. @param {string} key */
export const isEnd = (key) => key === "Home" || key === "End";

/** @typedef {{ lat: number, lng: number, words: string }} Lies */

/** From west to east, of one meridian from north to south, of one place by name: the same however the map was moved. @param {Lies} a @param {Lies} b */
export const fromWest = (a, b) =>
  a.lng - b.lng || b.lat - a.lat || (a.words < b.words ? -1 : Number(a.words > b.words));
