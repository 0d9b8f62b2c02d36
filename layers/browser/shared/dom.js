// Elements: text is always text, never markup.
export const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string | null} [className]
 * @param {string | null} [text]
 * @param {Element | null} [parent]
 */
export function element(tag, className, text, parent) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  if (parent) parent.appendChild(made);
  return made;
}

/**
 * A button whose label whoever points at it reads too, or the words that `data-hint` has instead. As its title all the time, a screen reader would say it twice.
 *
 * @param {string} className
 * @param {string} text
 * @param {string} label
 * @param {Element} parent
 * @param {() => void} onClick
 */
export function button(className, text, label, parent, onClick) {
  const made = element("button", className, text, parent);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("pointerenter", () => {
    made.title = made.dataset.hint ?? made.getAttribute("aria-label") ?? "";
  });
  made.addEventListener("pointerleave", () => made.removeAttribute("title"));
  made.addEventListener("click", onClick);
  return made;
}

/** Have an element say words, or hide it. Each frame of a drag may ask: what stands is let be. @param {HTMLElement} element @param {string} words */
export function say(element, words) {
  element.hidden = !words;
  if (element.textContent !== words) element.textContent = words;
}

/** A colour or typeface of the palette. @param {string} name */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] */
export function penOf(canvas, settings) {
  const pen = canvas.getContext("2d", settings);
  if (!pen) throw new Error("this browser draws no canvas");
  return pen;
}
/** A pen that only measures. */
export const measuringPen = () => penOf(document.createElement("canvas"));

/** One that measures as a style writes. The style's own `font` is empty where it says more than that can hold, as in forced colours. @param {CSSStyleDeclaration} style */
export function penFor({ fontStyle, fontWeight, fontSize, fontFamily, letterSpacing, wordSpacing }) {
  return Object.assign(measuringPen(), {
    font: `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`,
    letterSpacing,
    wordSpacing,
  });
}
