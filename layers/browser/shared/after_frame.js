// What looks at the page's layout, or is not waited for, does so once the step's frame is painted: it would hold that up, and be laid out for twice.

/** Return what has something run after the next frame, once however often it is asked for before. @param {() => void} run */
export function afterFrame(run) {
  let asked = false;
  const go = () => {
    asked = false;
    run();
  };
  return () => {
    if (!asked) requestAnimationFrame(() => setTimeout(go, 0));
    asked = true;
  };
}
