// The speaker's second window: notes, the next scene, a clock. It takes the same keys as the first.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const STYLE = `
    body { margin: 0; padding: 22px 26px; background: #1B2028; color: #E8EAED; font: 400 22px/1.45 sans-serif; }
    header { display: flex; justify-content: space-between; color: #9AA4B2; font-size: 19px; font-variant-numeric: tabular-nums; }
    h1 { font-size: 27px; margin: 14px 0 10px; } p { margin: 0 0 14px; white-space: pre-line; overflow-wrap: anywhere; }
    footer { border-top: 1px solid #2C333D; padding-top: 12px; color: #9AA4B2; font-size: 19px; }`;
  let other = null;
  let parts = {};
  let timer = 0;
  const began = Date.now();

  const two = (number) => String(number).padStart(2, "0");
  function tick() {
    if (!other || other.closed) { clearInterval(timer); other = null; return; }
    const now = new Date();
    const passed = Math.floor((Date.now() - began) / 1000);
    parts.clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
    parts.passed.textContent = `${Math.floor(passed / 60)}:${two(passed % 60)} since the start`;
  }

  atlas.writeNotes = (scene, next, index, total) => {
    if (!other || other.closed) return;
    parts.count.textContent = `Scene ${index + 1} of ${total}`;
    parts.title.textContent = scene.title;
    parts.notes.textContent = scene.notes || "No notes for this scene.";
    parts.next.textContent = next ? `Next: ${next.title}` : "This is the last scene.";
  };

  // Open the window, or close it; `key` handles its keys. Returns false where the browser blocks it.
  atlas.toggleNotes = (key) => {
    if (other && !other.closed) { atlas.closeNotes(); return true; }
    other = window.open("", "border-atlas-notes", "width=760,height=560");
    if (!other) return false;
    const page = other.document;
    page.title = "Notes";
    page.head.textContent = "";
    page.body.textContent = "";
    const add = (tag, parent, text) => {
      const element = page.createElement(tag);
      element.textContent = text || "";
      parent.appendChild(element);
      return element;
    };
    add("style", page.head, STYLE);
    const head = add("header", page.body);
    parts = { count: add("span", head), passed: add("span", head), clock: add("span", head) };
    parts.title = add("h1", page.body);
    parts.notes = add("p", page.body);
    parts.next = add("footer", page.body);
    other.addEventListener("keydown", key);
    timer = setInterval(tick, 1000);
    tick();
    return true;
  };
  atlas.closeNotes = () => {
    if (other && !other.closed) other.close();
    other = null;
  };
})();
