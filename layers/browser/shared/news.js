// A line of news for whoever hears a page: read out when its words come, and empty again soon after, or whoever reads on would find them there as if
// they were so still.
const READ_MS = 15_000;

/** @param {{ textContent: string | null }} line @returns {(words: string) => void} what says something there */
export function newsIn(line) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (words) => {
    clearTimeout(timer);
    line.textContent = words;
    timer = setTimeout(() => {
      line.textContent = "";
    }, READ_MS);
  };
}
