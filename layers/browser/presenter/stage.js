// The stage: the whole page is scaled, so that marks and names grow with the wall.
import { setStageScale } from "../shared/atlas.js";

const STAGE = { width: 1000, height: 562 };
const NARROW_PX = 999; // as the style sheet has it: there everything stands in one column

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
