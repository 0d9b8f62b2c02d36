// What looks at the page's layout, or is not waited for, does so once the step's frame is painted: it would hold that up, and be laid out for twice.

/**
 * Return what has something run after the next frame, once however often it is asked for before.
 *
 * @param {() => void} run
 * @param {() => number} [frames] after how many, as it is asked for
 */
export function afterFrame(run, frames = () => 1) {
  let asked = false;
  const go = () => {
    asked = false;
    run();
  };
  const wait = (/** @type {number} */ count) =>
    requestAnimationFrame(() => (count > 1 ? wait(count - 1) : setTimeout(go, 0)));
  return () => {
    if (!asked) wait(frames());
    asked = true;
  };
}
