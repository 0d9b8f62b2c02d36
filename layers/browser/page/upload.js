// A large file on its way to be kept, in pieces: how far it is, on again after a lost connection, given up. Python writes where it goes and the words
// (pages/keeping/large.py); once the file is there, a button that nobody sees has the page run again.
import { button, element } from "../shared/dom.js";
import { say } from "./told.js";

const HOST = "[data-upload]";
const RUN = ".st-key-large-arrived button";
const MB = 1_000_000;
const LONGEST_WAIT_S = 30;

/** What the server has said no to, or a file that cannot be read: to try again would not help. */
class Refused extends Error {}

/** @type {Record<string, string>} */
let words = {};
let address = "";
/** Which file the box was drawn for: Python counts on once one is kept. */
let number = "";
/** Counts on with each file and each "Cancel": what was under way ends. */
let turn = 0;
let id = "";

const box = element("div", "ba-upload");
const label = element("label", null, null, box);
const input = element("input");
const bar = element("progress", null, null, box);
const line = element("p", "ba-text", null, box);
/** @type {HTMLButtonElement} */
let cancel;

const run = () => /** @type {HTMLButtonElement | null} */ (document.querySelector(RUN))?.click();

/** @param {string} text */
function tell(text) {
  line.textContent = text;
  line.hidden = !text;
}

/** @param {File} file @param {number} received */
function show(file, received) {
  bar.max = file.size;
  bar.value = received;
  const [done, size] = [received, file.size].map((bytes) => (bytes / MB).toFixed(1));
  tell(words.come.replace("{done}", done).replace("{size}", size));
}

/** @param {boolean} coming */
function stand(coming) {
  bar.hidden = cancel.hidden = !coming;
  input.disabled = coming;
}

/** Ask for something; a connection that was lost or a server that is busy fails otherwise than a refusal. @param {string} method @param {string} at @param {BodyInit} body */
async function ask(method, at, body) {
  const answer = await fetch(at, { method, body });
  if (answer.ok || answer.status === 409) return answer.json();
  // A piece of a file that the server knows no more begins anew.
  if (answer.status >= 500 && answer.status !== 507) throw new Error(answer.statusText);
  if (answer.status === 408 || (answer.status === 404 && method === "PUT")) throw new Error(answer.statusText);
  const { why } = await answer.json().catch(() => ({}));
  throw new Refused(why || words.refused);
}

/** @param {number} seconds */
const wait = (seconds) =>
  new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", () => [clearTimeout(timer), done(undefined)], { once: true });
  });

/** Send what the server does not have yet; true when it has all. @param {File} file @param {number} mine @param {() => void} moved */
async function go(file, mine, moved) {
  const { name, size, lastModified: modified } = file;
  const begun = await ask("POST", address, JSON.stringify({ name, size, modified }));
  let received = begun.received;
  while (mine === turn) {
    id = begun.id;
    show(file, received);
    if (received >= size) return true;
    const piece = await file
      .slice(received, received + begun.piece)
      .arrayBuffer()
      .catch(() => Promise.reject(new Refused(words.unreadable)));
    if (mine !== turn) break;
    received = (await ask("PUT", `${address}/${id}?offset=${received}`, piece)).received;
    moved();
  }
  return false;
}

/** @param {File} file */
async function send(file) {
  const mine = ++turn;
  let failed = 0;
  stand(true);
  while (mine === turn) {
    try {
      if (
        await go(file, mine, () => {
          failed = 0;
        })
      ) {
        stand(false);
        cancel.hidden = false;
        tell(words.here.replace("{file}", file.name));
        say(line.textContent ?? "");
        run();
      }
      return;
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof Refused) {
        stand(false);
        tell(error.message);
        say(error.message);
        return;
      }
      if (!failed) say(words.lost);
      tell(words.lost);
      await wait(Math.min(LONGEST_WAIT_S, 2 ** failed++));
    }
  }
}

function reset() {
  turn += 1;
  id = input.value = "";
  stand(false);
  tell("");
}

async function giveUp() {
  const gone = id;
  reset();
  input.focus();
  // Where the server does not hear it, the file goes after a day.
  if (gone) await fetch(`${address}/${gone}`, { method: "DELETE" }).catch(() => {});
  run();
}

/** @param {HTMLElement} host */
function draw(host) {
  if (!words.choose) {
    words = JSON.parse(host.dataset.words ?? "{}");
    address = host.dataset.upload ?? "";
    label.append(words.choose, input);
    bar.setAttribute("aria-label", words.bar);
    input.type = "file";
    input.addEventListener("change", () => input.files?.[0] && send(input.files[0]));
    cancel = button("ba-upload-cancel", words.cancel, words.cancel, box, giveUp);
  }
  if (host.dataset.number !== number) reset();
  number = host.dataset.number ?? "";
  // What waits from before the page was loaded can be given up too.
  if (host.dataset.here && !id) {
    id = host.dataset.here;
    cancel.hidden = false;
  }
  if (box.parentElement !== host) host.append(box);
}

function look() {
  const host = /** @type {HTMLElement | null} */ (document.querySelector(HOST));
  if (host && (box.parentElement !== host || host.dataset.number !== number)) draw(host);
}

export function startUpload() {
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}
