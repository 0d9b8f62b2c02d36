// How a point looks: a clash as disc and ring in the shape of its kind, a base as a chip with its operator's letters,
// a crossing as an open or barred gate. Shapes are the second channel beside colour.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const NS = "http://www.w3.org/2000/svg";

  const svg = (size, ...children) => {
    const root = document.createElementNS(NS, "svg");
    root.setAttribute("width", size);
    root.setAttribute("height", size);
    root.setAttribute("viewBox", `${-size / 2} ${-size / 2} ${size} ${size}`);
    root.setAttribute("aria-hidden", "true");
    children.forEach((child) => child && root.appendChild(child));
    return root;
  };
  const node = (tag, attributes, text) => {
    const element = document.createElementNS(NS, tag);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Outline of a shape with "radius" r: all have about the area of the circle, so that none looks more than it is.
  const OUTLINES = {
    circle: (r) => node("circle", { r }),
    diamond: (r) => node("path", { d: `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0Z` }),
    square: (r) => node("rect", { x: -0.89 * r, y: -0.89 * r, width: 1.78 * r, height: 1.78 * r }),
    triangle: (r) => node("path", { d: `M0 ${-1.45 * r}L${1.35 * r} ${0.9 * r}L${-1.35 * r} ${0.9 * r}Z` }),
  };
  const outline = (shape, r, className) => {
    const element = OUTLINES[shape](r);
    element.setAttribute("class", className);
    return element;
  };

  // Area stands for deaths; 10 dead are 11 px, 60 are 27 px.
  const deathsRadius = (deaths) => Math.min(32, 3.5 * Math.sqrt(deaths));

  function clash(symbol) {
    const known = symbol.high !== null && symbol.high !== undefined;
    const low = known ? Math.max(4.5, deathsRadius(symbol.low)) : 4.5;
    const high = known ? Math.max(low + 3, deathsRadius(symbol.high)) : 0;
    const size = 2 * Math.ceil(1.5 * Math.max(low, high) + 3);
    // No figure claimed: a small mark with no ring, since missing is not zero.
    const ring = known ? outline(symbol.shape, high, "ring") : null;
    const disc = known && symbol.low === 0 ? outline(symbol.shape, 2.5, "disc zero") : outline(symbol.shape, low, "disc");
    return { element: svg(size, ring, disc), size, radius: Math.max(low, high) };
  }

  const CHIPS = {
    "air base": "M-7 -9H7A9 9 0 0 1 7 9H-7A9 9 0 0 1 -7 -9Z",
    "ground base": "M-13 -9H13V9H-13Z",
    "training ground": "M-9 -10H9L15 0L9 10H-9L-15 0Z",
    "plant": "M-13 9V-3L-7 -9V-4L-1 -9V-4L5 -9H13V9Z",
    "test site": "M0 -12L15 0L0 12L-15 0Z",
    "outpost": "M-11 -9H11V3L0 12L-11 3Z",
  };
  function base(symbol) {
    const chip = node("path", { d: CHIPS[symbol.shape], class: "chip" });
    const letters = node("text", { class: "letters", "text-anchor": "middle", y: symbol.shape === "plant" ? 6 : 4 }, symbol.letters);
    return { element: svg(34, chip, letters), size: 34, radius: 13 };
  }

  function crossing(symbol, state) {
    const gate = node("rect", { x: -7, y: -7, width: 14, height: 14, rx: 2, class: "gate" });
    const bars = {
      open: "M-3 -4V4M3 -4V4",
      restricted: "M-3 -4V4M3 -4V4M-5 0H5",
      closed: "M-4 -4L4 4M4 -4L-4 4",
    };
    return { element: svg(20, gate, node("path", { d: bars[state] || bars.open, class: "bar" })), size: 20, radius: 9 };
  }

  const tripoint = () => ({ element: svg(12, node("circle", { r: 3.5, class: "tripoint" })), size: 12, radius: 4 });

  const MAKERS = { clash, base, crossing, tripoint };
  atlas.symbol = (symbol, state) => MAKERS[symbol.form](symbol, state);

  // Patterns for inferred status, one per status: the status colour with lines of ink across it.
  atlas.hatches = (statuses) => {
    const defs = node("defs", {});
    statuses.forEach((status) => {
      const pattern = node("pattern", {
        id: "hatch-" + status, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
      });
      pattern.appendChild(node("rect", { width: 7, height: 7, class: "s-" + status }));
      pattern.appendChild(node("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch-line" }));
      defs.appendChild(pattern);
    });
    return defs;
  };
})();
