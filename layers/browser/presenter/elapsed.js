// The time since the start, which stands while it is paused. Without a browser, for tests.
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");

export class Elapsed {
  /** @param {() => number} now in milliseconds */
  constructor(now) {
    this.now = now;
    this.before = 0; // what had passed when it was last paused
    /** @type {number | null} */
    this.since = now();
  }
  get paused() {
    return this.since === null;
  }
  toggle() {
    if (this.since === null) this.since = this.now();
    else {
      this.before += this.now() - this.since;
      this.since = null;
    }
  }
  reset() {
    this.before = 0;
    if (this.since !== null) this.since = this.now();
  }
  /** As 0:07, 12:40 or 1:02:03. */
  say() {
    const all = Math.floor((this.before + (this.since === null ? 0 : this.now() - this.since)) / 1000);
    const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  }
}
