// A tint for each side, of equal weight, where the reader wants one: under water, line and marks, over the common paper.
import * as atlas from "../shared/atlas.js";
import { landOf } from "./land.js";

/** @import { State } from "../shared/types" */

/** What is drawn, and of which year. @type {{ line: number, drawn: L.GeoJSON[] }} */
let tinted = { line: 0, drawn: [] };

/** @param {State} state */
async function draw({ tint, line }) {
  const wanted = tint ? line : 0;
  if (wanted === tinted.line) return;
  for (const shape of tinted.drawn) shape.remove();
  tinted = { line: wanted, drawn: [] };
  const land = wanted ? await landOf(wanted) : null;
  if (!land || tinted.line !== wanted) return; // it was changed meanwhile
  const pane = atlas.map.getPane("backdrop");
  const ground = pane?.querySelector(".ba-land");
  const renderer = /** @type {L.Renderer} */ (L.svg({ pane: "backdrop", padding: 0.6 }));
  tinted.drawn = land.sides.map(({ geometry }, number) =>
    L.geoJSON(geometry, {
      pane: "backdrop",
      renderer,
      interactive: false,
      style: { className: `ba-ground ba-side-${number + 1}` },
    }).addTo(atlas.map),
  );
  // Its own picture lies beneath that of the ground, whose land then lets it through.
  const own = pane?.querySelector(".ba-side-1")?.closest("svg");
  const whole = ground?.closest("svg");
  if (own && whole) pane?.insertBefore(own, whole);
}

export function startTint() {
  atlas.painters.push((state, keys) => {
    if (!keys.has("tint") && !keys.has("line")) return;
    atlas.map.getContainer().classList.toggle("ba-tinted", state.tint);
    draw(state);
  });
}
