// The presenter's panel: date, title, text, legend, sources, progress; the card of a record that was clicked.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const STAGE = { width: 1180, height: 640 };
  const NARROW_PX = 700;
  const parts = {};

  // ---- the stage: the whole page is scaled, so that marks and names grow with the wall -------------------------------------
  function fitStage() {
    const [width, height] = [window.innerWidth, window.innerHeight];
    const scale = width <= NARROW_PX ? 1 : Math.max(1, Math.min(width / STAGE.width, height / STAGE.height));
    atlas.stageScale = scale;
    const { style } = document.body;
    style.setProperty("--stage-scale", scale);
    style.setProperty("--stage-width", `${width / scale}px`);
    style.setProperty("--stage-height", `${height / scale}px`);
  }
  atlas.startStage = () => {
    fitStage();
    window.addEventListener("resize", () => { fitStage(); if (parts.side) fitWords(); });
  };

  // ---- building ------------------------------------------------------------------------------------------------------------
  atlas.startPanel = (many, go) => {
    const { element, button } = atlas;
    const side = parts.side = element("section", "pr-side", null, document.body);
    side.setAttribute("aria-label", "Scene");
    parts.day = element("p", "pr-day", "", side);
    parts.mode = element("p", "pr-mode", "", side);
    parts.words = element("div", "pr-words", null, side);
    parts.words.setAttribute("aria-live", "polite");
    parts.title = element("h1", "pr-title", "", parts.words);
    parts.text = element("p", "pr-text", "", parts.words);
    parts.dates = element("div", "pr-dates", null, side);
    parts.legend = element("div", "pr-legend", null, side);
    parts.sources = element("p", "pr-sources", "", side);
    if (many) {
      parts.foot = element("div", "pr-foot", null, side);
      button("", "‹", "Previous scene (key ←)", parts.foot, () => go(-1));
      parts.count = element("span", "", "", parts.foot);
      button("", "›", "Next scene (key →)", parts.foot, () => go(1));
      parts.progress = element("div", "pr-progress", null, side);
      element("i", "", null, parts.progress);
    }
    parts.card = element("div", "pr-card", null, side);
    parts.card.hidden = true;
    parts.black = element("div", "pr-black", null, document.body);
    parts.black.hidden = true;
    parts.say = element("div", "pr-say", "", document.body);
    parts.say.setAttribute("role", "status");
    parts.say.hidden = true;
    atlas.painters.push((state, keys) => {
      if (["date", "mode", "days"].some((key) => keys.has(key))) sayTime(state);
      if (keys.has("select")) showCard(state.select);
    });
    document.fonts.addEventListener("loadingdone", fitWords);
  };

  function sayTime(state) {
    parts.day.textContent = atlas.sayDay(state.date);
    parts.mode.textContent = state.mode === "upto" ? "events up to this day" : state.mode === "day" ? "events of this day"
      : `events from ${atlas.sayDay(state.date - state.days + 1)}`;
  }

  // ---- one scene -----------------------------------------------------------------------------------------------------------
  atlas.writeScene = (scene, index, total, setDay) => {
    parts.title.textContent = scene.title;
    parts.title.hidden = !scene.title;
    parts.text.textContent = scene.text;
    parts.sources.textContent = "";
    if (scene.own) atlas.element("span", "", scene.own, parts.sources);
    atlas.element("span", "", scene.sources, parts.sources);
    parts.sources.append(atlas.madeOf);
    parts.dates.textContent = "";
    parts.dates.hidden = scene.days.length < 2;
    for (const day of scene.days.length > 1 ? scene.days : []) {
      atlas.button("", atlas.sayDay(atlas.toDay(day)), `Show ${atlas.sayDay(atlas.toDay(day))} (key C)`, parts.dates, () => setDay(day)).dataset.day = day;
    }
    writeLegend(scene.legend);
    if (parts.count) {
      parts.count.textContent = `${index + 1} / ${total}`;
      parts.progress.firstElementChild.style.width = `${100 * (index + 1) / total}%`;
    }
    scene.shownCard = scene.view.select;
    parts.card.hidden = true;
    fitWords();
  };
  atlas.pressDay = (day) => parts.dates.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", button.dataset.day === day));

  function writeLegend(groups) {
    parts.legend.textContent = "";
    const theme = document.documentElement.dataset.theme;
    for (const [title, entries] of groups) {
      atlas.element("p", "", title, parts.legend);
      const list = atlas.element("ul", "", null, parts.legend);
      for (const [label, swatch] of entries) {
        const line = atlas.element("li", "", null, list);
        const image = atlas.element("img", "", null, line);
        image.alt = "";
        image.src = atlas.swatches[swatch][theme];
        atlas.element("span", "", label, line);
      }
    }
  }

  // Long words shrink first, then they scroll; nothing ever lies over anything else.
  function fitWords() {
    if (!parts.side) return;
    for (const size of [19, 17, 15, 13.5, 12]) {
      parts.text.style.fontSize = `${size}px`;
      parts.title.style.fontSize = `${size * 1.32}px`;
      if (parts.words.scrollHeight <= parts.words.clientHeight + 1) break;
    }
    parts.legend.classList.remove("two");
    for (const size of [14.5, 13.5, 12.5, 11.5]) {
      parts.legend.style.fontSize = `${size}px`;
      if (parts.legend.scrollHeight <= parts.legend.clientHeight + 1) return;
    }
    parts.legend.classList.add("two");
    for (const size of [12.5, 11.5, 10.5, 9.5]) {
      parts.legend.style.fontSize = `${size}px`;
      if (parts.legend.scrollHeight <= parts.legend.clientHeight + 1) return;
    }
  }

  // ---- card of a record ------------------------------------------------------------------------------------------------------
  let sceneSelect = null;
  atlas.sceneSelects = (id) => { sceneSelect = id; };
  function showCard(id) {
    const card = id && id !== sceneSelect ? atlas.cards[id] : null;
    parts.card.hidden = !card;
    if (!card) return;
    parts.card.textContent = "";
    atlas.element("small", "", card.kicker, parts.card);
    atlas.element("h2", "", card.title, parts.card);
    atlas.element("div", "", card.summary, parts.card);
    for (const table of card.tables) {
      const body = atlas.element("table", "", null, parts.card);
      for (const cells of table) {
        const row = atlas.element("tr", "", null, body);
        cells.forEach((cell) => atlas.element("td", "", cell, row));
      }
    }
    atlas.element("small", "", `Sources: ${card.sources}`, parts.card);
    atlas.button("", "Close", "Close the card", parts.card, () => atlas.patch({ select: sceneSelect }, true));
  }

  // ---- black, waiting, words -------------------------------------------------------------------------------------------------
  atlas.setBlack = (on) => { parts.black.hidden = !on; };
  atlas.isBlack = () => !parts.black.hidden;
  atlas.showWait = (seconds) => {
    if (!parts.progress) return;
    parts.progress.querySelectorAll(".wait").forEach((bar) => bar.remove());
    if (seconds) atlas.element("i", "wait", null, parts.progress).style.animationDuration = `${seconds}s`;
  };
  let timer = 0;
  atlas.tell = (text) => {
    parts.say.textContent = text;
    parts.say.hidden = !text;
    clearTimeout(timer);
    timer = setTimeout(() => { parts.say.hidden = true; }, 6000);
  };
})();
