// Cells with their counts over time: what each holds on a date is what its rows would show, in every mode of the slider.
import assert from "node:assert/strict";
import { test } from "node:test";
import { densityOfCells, readCells, rowsOn } from "../../../layers/browser/points/counted.js";

const ORIGIN = -131072;
let seed = 5;
const below = (most) => {
  seed = (seed * 48271) % 2147483647;
  return seed % most;
};
/** Cell (2, 1) has the bits y1 x1 y0 x0 = 0 1 1 0. */
const CELLS = [0, 6, 9, 15];
const ROWS = Array.from({ length: 400 }, () => {
  const start = 19000 + below(200);
  return { cell: below(4), start, end: below(3) ? start + 1 : below(4) ? start + 2 + below(90) : Infinity };
});

/** The binary form as geodata/sets/asked/cells.py says that it is. */
function packed(rows, shift) {
  const step = (day) => ((day - ORIGIN) >> shift) - ((19000 - ORIGIN) >> shift);
  const parts = {
    one: rows.filter(({ start, end }) => end === start + 1).map(({ cell, start }) => [cell, step(start)]),
    long: rows.filter(({ start, end }) => end !== start + 1).map(({ cell, start }) => [cell, step(start)]),
    end: rows.filter(({ start, end }) => end !== start + 1 && end < Infinity).map(({ cell, end }) => [cell, step(end)]),
  };
  const columns = { cell: Uint32Array.from(CELLS) };
  for (const [name, entries] of Object.entries(parts)) {
    entries.sort(([a], [b]) => a - b);
    columns[`${name}_at`] = Uint32Array.from([0, 1, 2, 3, 4], (cell) => entries.filter(([one]) => one < cell).length);
    columns[`${name}_step`] = Uint16Array.from(entries, ([, at]) => at);
    columns[`${name}_n`] = Uint16Array.from(entries, () => 1);
  }
  const kinds = new Map([
    [Uint32Array, "u4"],
    [Uint16Array, "u2"],
  ]);
  const places = {};
  let at = 0;
  for (const [name, column] of Object.entries(columns)) {
    places[name] = [at, kinds.get(column.constructor), column.length];
    at += Math.ceil(column.byteLength / 8) * 8;
  }
  const base = (19000 - ORIGIN) >> shift;
  let header = JSON.stringify({ level: 2, origin: ORIGIN, shift, base, cells: 4, columns: places });
  header += " ".repeat((8 - (header.length % 8)) % 8);
  const bytes = new Uint8Array(8 + header.length + at);
  bytes.set(new TextEncoder().encode("BAC1"));
  new DataView(bytes.buffer).setUint32(4, header.length, true);
  bytes.set(new TextEncoder().encode(header), 8);
  for (const [name, column] of Object.entries(columns))
    bytes.set(new Uint8Array(column.buffer), 8 + header.length + places[name][0]);
  return bytes.buffer;
}

const expected = (least, date) =>
  CELLS.map((_, cell) => ROWS.filter((row) => row.cell === cell && row.start <= date && row.end > least).length);

test("a day, a period and all up to a day are summed as the rows would show", () => {
  const counted = readCells(packed(ROWS, 0));
  for (let date = 18990; date < 19300; date += 7)
    for (const least of [date, date - 29, -Infinity])
      assert.deepEqual([...rowsOn(counted, least, date)], expected(least, date), `${least} to ${date}`);
});

test("counts by steps of several days are those of the steps that are touched", () => {
  const counted = readCells(packed(ROWS, 3));
  const opens = (day) => (((day - ORIGIN) >> 3) << 3) + ORIGIN;
  for (const date of [19003, 19050, 19111]) {
    const single = ROWS.filter(({ start, end }) => end === start + 1 && opens(start) === opens(date)).length;
    const others = ROWS.filter(({ start, end }) => end !== start + 1 && start <= opens(date) + 7);
    const going = others.filter(({ end }) => end === Infinity || opens(end) > opens(date)).length;
    const sum = rowsOn(counted, date, date).reduce((a, b) => a + b);
    assert.equal(sum, single + going);
  }
});

test("cells stand where their numbers say, and those outside the window are neither drawn nor counted", () => {
  const density = densityOfCells(readCells(packed(ROWS, 0)));
  density.place(null, { ratio: 1, width: 200, height: 200, left: 128, top: 64 }, 256);
  density.count({ least: -Infinity }, 20000);
  assert.deepEqual(
    density.cells().map(({ x, y, width }) => [x, y, width]),
    [
      [0, 0, 64], // 6: column 2, line 1
      [64, 128, 64], // 15: column 3, line 3
    ],
  );
  assert.equal(density.inView().all, expected(-Infinity, 20000)[1] + expected(-Infinity, 20000)[3]);
  assert.equal(density.cellAt(80, 140).rows, expected(-Infinity, 20000)[3]);
  assert.equal(density.cellAt(140, 140), null);
});

test("seen from farther off than they were asked for, cells are put together", () => {
  // The first two are parts of one cell above.
  const places = { x: Uint32Array.of(0, 1, 0, 3), y: Uint32Array.of(0, 1, 2, 3) };
  const density = densityOfCells({ ...readCells(packed(ROWS, 0)), ...places });
  density.place(null, { ratio: 1, width: 200, height: 200, left: 0, top: 0 }, 128);
  density.count({ least: -Infinity }, 20000);
  const [first, second, under, last] = expected(-Infinity, 20000);
  assert.deepEqual(
    density.cells().map(({ x, y, width, rows }) => [x, y, width, rows]),
    [
      [0, 0, 64, first + second],
      [0, 64, 64, under],
      [64, 64, 64, last],
    ],
  );
});
