// The stage and its map: the whole page is scaled, so that marks and names grow with the wall.
import RULES from "../../view/camera.json" with { type: "json" };
import { setStageScale } from "../shared/atlas.js";

/** @import { Config } from "../shared/types" */

const STAGE = { width: 960, height: 540 }; // 12 px of it are 16 px of 1280 × 720
export const NARROW_PX = 999; // as the style sheet has it: there everything stands in one column

function fit() {
  const [width, height] = [window.innerWidth, window.innerHeight];
  const scale = width <= NARROW_PX ? 1 : Math.max(1, Math.min(width / STAGE.width, height / STAGE.height));
  setStageScale(scale);
  const { style } = document.body;
  style.setProperty("--stage-scale", String(scale));
  style.setProperty("--stage-width", `${width / scale}px`);
  style.setProperty("--stage-height", `${height / scale}px`);
}

/** @param {() => void} fitted called whenever the stage has another size */
export function startStage(fitted) {
  fit();
  window.addEventListener("resize", () => {
    fit();
    fitted();
  });
}

/** @param {Config} config */
export const stageMap = ({ whole: [center] }) =>
  L.map("map_div", {
    center,
    zoom: 8,
    zoomControl: false,
    minZoom: RULES.least,
    maxZoom: RULES.most,
    zoomSnap: RULES.snap,
    zoomDelta: 1,
    worldCopyJump: false,
    keyboard: true,
  });
