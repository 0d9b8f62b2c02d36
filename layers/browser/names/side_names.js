// Where the names of the two sides stand: along the line, each on its own side, as large as the other, at every zoom.
import { around, taken } from "./boxes.js";

/** @import { Box } from "../shared/types" */
/** @import { Taken } from "./boxes.js" */

/** @typedef {{ x: number, y: number }} Pair */
/** @typedef {{ points: Pair[], sides: [left: string, right: string] }} Run a stretch of the line in the window, in pixels, and who lies beside it */
/** @typedef {{ text: string, middle: Pair, angle: number }} SideName angle in radians, as the text runs */
/** @typedef {{ full: Taken, line: Taken, size: Pair, widthOf: (text: string) => number, high: number }} Room */
/** @typedef {Room & { own: Taken }} OwnRoom with the boxes of the names that are written meanwhile */

const GAP_PX = 7; // between the line and a name
const APART_PX = 430; // least distance between two pairs of names
const STEP_PX = 24; // from one place that is tried to the next
const MOST_BENT_PX = 70; // a stretch that winds more than this is not written along
const STEEPEST = 1.2;
const FAR_PX = 150; // from the line, where nothing runs along it
const TRIED_PX = 12; // from one such place that is tried to the next

/** @param {Pair} a @param {Pair} b @param {number} by */
const moved = (a, b, by) => ({ x: a.x + b.x * by, y: a.y + b.y * by });
/** @param {Pair} a @param {Pair} b */
const dot = (a, b) => a.x * b.x + a.y * b.y;
/** @param {Pair} a @param {Pair} b */
export const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** The boxes that a name takes, as small as its letters where it runs aslant. @param {SideName} name @param {Room} room */
export function boxesOf({ text, middle, angle }, { widthOf, high }) {
  const half = widthOf(text) / 2;
  const along = { x: Math.cos(angle), y: Math.sin(angle) };
  if (Math.abs(angle) < 0.02)
    return [{ left: middle.x - half, right: middle.x + half, top: middle.y - high / 2, bottom: middle.y + high / 2 }];
  const parts = Math.ceil((2 * half) / (high * 0.7));
  return Array.from({ length: parts + 1 }, (_, part) =>
    around(moved(middle, along, -half + (2 * half * part) / parts), high / 2),
  );
}

/** The line's nearest point to a spot, how far it is in pixels, and who has the land there: whoever lies on that side of it. @param {Pair} spot @param {Run[]} runs */
function nearestOn(spot, runs) {
  let found = { away: Infinity, owner: "", atEnd: false };
  for (const { points, sides } of runs) {
    points.forEach((point, at) => {
      const away = apart(spot, point);
      if (away >= found.away) return;
      const [before, after] = [points[Math.max(at - 1, 0)], points[Math.min(at + 1, points.length - 1)]];
      const turn = (after.x - before.x) * (spot.y - point.y) - (after.y - before.y) * (spot.x - point.x);
      // The screen's y runs down.
      found = { away, owner: sides[turn < 0 ? 0 : 1], atEnd: at === 0 || at === points.length - 1 };
    });
  }
  return found;
}

/** Whether all of a name stands on the land of whom it names: beyond the far side of a small area lies the other's. @param {SideName} name @param {Run[]} runs @param {Room} room */
function atHome({ text, middle, angle }, runs, { widthOf }) {
  const along = { x: Math.cos(angle), y: Math.sin(angle) };
  const wide = widthOf(text);
  return [-0.5, -0.25, 0, 0.25, 0.5].every((part) => nearestOn(moved(middle, along, part * wide), runs).owner === text);
}

/** @param {SideName} name @param {OwnRoom} room */
function isFree(name, room) {
  const within = (/** @type {Box} */ { left, top, right, bottom }) =>
    left >= 4 && top >= 4 && right <= room.size.x - 4 && bottom <= room.size.y - 4;
  const { full, line, own } = room;
  return boxesOf(name, room).every((box) => within(box) && !full.hits(box) && !line.hits(box) && !own.hits(box));
}

/** @param {SideName} name @param {Run[]} runs @param {OwnRoom} room */
const fits = (name, runs, room) => isFree(name, room) && atHome(name, runs, room);

/** Names run from left to right, whichever way the line was drawn. @param {Pair} along */
const angleOf = ({ x, y }) => (x < 0 ? Math.atan2(-y, -x) : Math.atan2(y, x));

/** Places along a run that is straight enough: both names, each beyond the farthest bend on its side. @param {Run} run @param {Room} room */
function places({ points, sides }, room) {
  const need = Math.max(...sides.map(room.widthOf)) + 10;
  const found = [];
  let last = points[0];
  for (let from = 0; from < points.length; from += 1) {
    if (from && apart(points[from], last) < STEP_PX) continue;
    last = points[from];
    let to = from + 1;
    while (to < points.length && apart(points[from], points[to]) < need) to += 1;
    if (to >= points.length) break;
    const wide = apart(points[from], points[to]);
    const along = { x: (points[to].x - points[from].x) / wide, y: (points[to].y - points[from].y) / wide };
    const left = { x: along.y, y: -along.x }; // on the screen, whose y runs down
    const bends = points
      .slice(from, to + 1)
      .map((point) => dot({ x: point.x - points[from].x, y: point.y - points[from].y }, left));
    const [most, least] = [Math.max(...bends), Math.min(...bends)];
    const angle = angleOf(along);
    if (most - least > MOST_BENT_PX || Math.abs(angle) > STEEPEST) continue;
    const middle = moved(points[from], along, wide / 2);
    const off = GAP_PX + room.high / 2;
    const pair = [
      { text: sides[0], middle: moved(middle, left, most + off), angle },
      { text: sides[1], middle: moved(middle, left, least - off), angle },
    ];
    const away = apart(middle, { x: room.size.x / 2, y: room.size.y / 2 });
    found.push({ pair, middle, cost: most - least + 0.15 * away + 30 * Math.abs(angle) });
  }
  return found;
}

/** The level place on a side's own land that is nearest to the line. None lies beyond an end of the line, where another's land may begin. @param {string} text @param {Run[]} runs @param {OwnRoom} room */
function beside(text, runs, room) {
  const half = room.widthOf(text) / 2;
  const found = [];
  for (let y = room.high; y <= room.size.y; y += TRIED_PX) {
    for (let x = half; x <= room.size.x; x += TRIED_PX) {
      const name = { text, middle: { x, y }, angle: 0 };
      if (!isFree(name, room)) continue;
      const { away, owner, atEnd } = nearestOn(name.middle, runs);
      if (away <= FAR_PX && owner === text && !atEnd) found.push({ name, away });
    }
  }
  return found.sort((a, b) => a.away - b.away).find(({ name }) => atHome(name, runs, room))?.name;
}

/**
 * The names that find room: of each side that lies along the line, or of none, for one named alone would stand for the whole land. They are
 * entered as taken.
 *
 * @param {Run[]} runs
 * @param {Room} given
 */
export function sideNames(runs, given) {
  const room = { ...given, own: taken() };
  /** @type {SideName[]} */
  const written = [];
  /** @param {SideName} name */
  const write = (name) => {
    written.push(name);
    for (const box of boxesOf(name, room)) room.own.add(box);
  };
  /** @type {Pair[]} */
  const middles = [];
  const candidates = runs.flatMap((run) => places(run, room)).sort((a, b) => a.cost - b.cost);
  const free = (/** @type {{ middle: Pair }} */ { middle }) =>
    middles.every((other) => apart(other, middle) >= APART_PX);
  for (const candidate of candidates) {
    if (!free(candidate) || !candidate.pair.every((name) => fits(name, runs, room))) continue;
    candidate.pair.forEach(write);
    middles.push(candidate.middle);
  }
  // Where the line winds too much for both, each stands where there is room for it.
  for (const text of ownersOf(runs)) {
    if (written.some((name) => name.text === text)) continue;
    const alone = candidates.flatMap(({ pair }) => pair).find((name) => name.text === text && fits(name, runs, room));
    const name = alone ?? beside(text, runs, room);
    if (!name) return [];
    write(name);
  }
  for (const box of written.flatMap((name) => boxesOf(name, room))) room.full.add(box);
  return written;
}

/** Who lies along the line in the window. @param {Run[]} runs */
export const ownersOf = (runs) => new Set(runs.flatMap(({ sides }) => sides).filter(Boolean));
