// The scenes that follow each other by themselves: how long one stands yet.
import { showWait } from "./panel.js";

let timer = 0;

export const isPlaying = () => timer !== 0;

/** @param {number} seconds @param {() => void} then */
export function hold(seconds, then) {
  clearTimeout(timer);
  showWait(seconds);
  timer = setTimeout(then, seconds * 1000);
}

export function stopPlay() {
  clearTimeout(timer);
  timer = 0;
  showWait(0);
}
