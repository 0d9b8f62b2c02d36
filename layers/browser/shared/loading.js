// Fetching what the map draws: a bar while it takes time, a sentence and a retry when the connection fails. The map and
// the slider go on working meanwhile. Also says when Python cannot be heard any more.
import * as atlas from "./atlas.js";
import * as dom from "./dom.js";
import { tr } from "./translation.js";

const QUICK_MS = 250; // What takes no longer than this shows no bar.
const MB = 1048576;
/** What cannot be reached just now, as a database that starts anew, is asked for once more by itself. */
const AWAY = 503;
const AGAIN_MS = 5000;
/** @type {HTMLElement | undefined} */
let place;

function host() {
  place ??= dom.element("div", "ba-loads", null, atlas.map.getContainer());
  return place;
}

/** One line: title, bar, words; later a button that tries again. @param {string} title */
function line(title) {
  const row = dom.element("div", "ba-load ba-keepout");
  row.setAttribute("role", "status");
  const words = dom.element("span", "", tr("Loading {title}", { title }), row);
  const bar = dom.element("progress", "", null, row);
  bar.setAttribute("aria-label", tr("Loading {title}", { title }));
  L.DomEvent.disableClickPropagation(row);
  const shown = setTimeout(() => host().appendChild(row), QUICK_MS);
  return {
    /** @param {number} done @param {number} total */
    step(done, total) {
      if (total) {
        bar.max = total;
        bar.value = Math.min(done, total);
      }
      words.textContent = total
        ? tr("Loading {title}: {share} %", { title, share: Math.floor(100 * Math.min(1, done / total)) })
        : tr("Loading {title}: {size} MB", { title, size: (done / MB).toFixed(1) });
    },
    /**
     * Say what went wrong and wait for the reader, for the network to come back, or until nobody wants it any more; not
     * longer than `most`.
     *
     * @param {string} sentence @param {AbortSignal} [signal] @param {number} [most] in ms
     */
    failed(sentence, signal, most) {
      clearTimeout(shown);
      host().appendChild(row);
      row.classList.add("failed");
      words.textContent = sentence;
      bar.remove();
      return new Promise((/** @type {(again: void) => void} */ again) => {
        let soon = 0;
        const go = () => {
          clearTimeout(soon);
          window.removeEventListener("online", go);
          signal?.removeEventListener("abort", go);
          row.remove();
          again();
        };
        dom.button("ba-retry", tr("Try again"), tr("Try again to load {title}", { title }), row, go);
        window.addEventListener("online", go);
        signal?.addEventListener("abort", go);
        if (most) soon = setTimeout(go, most);
      });
    },
    done() {
      clearTimeout(shown);
      row.remove();
    },
  };
}

/** @param {Response} response @param {number} bytes @param {(done: number, total: number) => void} step */
async function read(response, bytes, step) {
  if (!response.body) return response.arrayBuffer();
  // Of a compressed answer the header counts compressed bytes and the reader plain ones.
  const plain = response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length"));
  const reader = response.body.getReader();
  const parts = [];
  let done = 0;
  for (;;) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    parts.push(value);
    done += value.length;
    step(done, bytes || plain);
  }
  if (bytes && done !== bytes) throw new TypeError("the answer is incomplete");
  const whole = new Uint8Array(done);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

/** What a standalone page carries along. @param {string} base64 */
function unpacked(base64) {
  const letters = atob(base64);
  const data = new Uint8Array(letters.length);
  for (let i = 0; i < data.length; i += 1) data[i] = letters.charCodeAt(i);
  return data.buffer;
}

/**
 * Fetch an address and return its bytes; kept until it succeeds or `signal` says that nobody wants it any more (null).
 *
 * @param {string} url
 * @param {string} title
 * @param {{ bytes?: number, signal?: AbortSignal }} [options]
 */
export async function fetchBytes(url, title, { bytes = 0, signal } = {}) {
  // Of what a file carries nothing is asked for: all of it comes.
  const carried = atlas.config.carried?.[url.replace(/\?.*/, "")];
  if (carried) return unpacked(carried);
  for (;;) {
    const row = line(title);
    let sentence = "";
    let most = 0;
    try {
      const response = await fetch(url, { signal });
      if (response.ok) {
        const data = await read(response, bytes, row.step);
        row.done();
        return data;
      }
      if (response.status === AWAY) most = AGAIN_MS;
      sentence = tr("{title} could not be loaded: the server answered {status}.", { title, status: response.status });
    } catch (error) {
      if (signal?.aborted) {
        row.done();
        return null;
      }
      if (!(error instanceof TypeError)) {
        row.done();
        throw error; // Only a failed network is a TypeError.
      }
      sentence = tr("The connection was lost while {title} was loading. The map stays usable.", { title });
    }
    await row.failed(sentence, signal, most);
  }
}

/**
 * Fetch JSON; as `fetchBytes`. What it holds is known to whoever asks.
 *
 * @template T
 * @param {string} url
 * @param {string} title
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<T | null>}
 */
export async function fetchJson(url, title, options) {
  const bytes = await fetchBytes(url, title, options);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

// ---- Python's end of the line: Streamlit tells the state of its connection on its root element ---------------------------
const STATE = "data-test-connection-state";
export function watchConnection() {
  let page = null;
  try {
    page = window.parent !== window ? window.parent.document : null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // A foreign page around us keeps its elements to itself.
  }
  const root = page?.querySelector(`[${STATE}]`);
  if (!root) return;
  /** @type {HTMLElement | null} */
  let row = null;
  const look = () => {
    const connected = root.getAttribute(STATE) === "CONNECTED";
    if (!connected && !row) {
      row = dom.element("div", "ba-load ba-lost failed", null, host());
      row.setAttribute("role", "status");
      const lost = tr(
        "The connection to the server is lost. The map and the slider go on working; tables and link follow when it is back.",
      );
      dom.element("span", "", lost, row);
    } else if (connected && row) {
      row.remove();
      row = null;
      atlas.report(); // What the hand did meanwhile.
    }
  };
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: [STATE] });
  look();
}
