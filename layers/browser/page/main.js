// What a page of ours does by itself, beside Streamlit's script and before the map stands: the bar and the menu behind it, links that skip, sharing,
// paper, and manners inside somebody else's page. The words stand in the HTML (pages/http/bar.py).
import { startAdrift } from "./adrift.js";
import { startArrive } from "./arrive.js";
import { startCopy } from "./copy.js";
import { startDownloads } from "./downloads.js";
import { startFirstPaint } from "./first_paint.js";
import { startInView } from "./in_view.js";
import { startLandmarks } from "./landmarks.js";
import { startMapFirst } from "./map_first.js";
import { startMenu } from "./menu.js";
import { startPaper } from "./paper.js";
import { startPress } from "./press.js";
import { startRegion } from "./region.js";
import { startRows } from "./rows.js";
import { startSearch } from "./search.js";
import { startShare } from "./share.js";
import { startTable } from "./table.js";
import { startTold } from "./told.js";
import { startUpload } from "./upload.js";
import { startWidgets } from "./widgets.js";

// In a frame each step of the view would be one of the host's history, and its Back would lead nowhere for a long time.
if (new URLSearchParams(window.location.search).get("embed") === "true") {
  window.history.pushState = window.history.replaceState.bind(window.history);
} else {
  startMenu();
}
/** @type {HTMLElement | null} */
const skips = document.querySelector(".ba-skips");
if (skips) {
  startLandmarks(skips);
  startDownloads(skips);
  startCopy(skips);
}
startShare();
startFirstPaint();
startMapFirst();
startTold();
startAdrift();
startArrive();
startInView();
startTable();
startWidgets();
startPaper();
startPress();
startRows();
startRegion();
startSearch();
startUpload();
