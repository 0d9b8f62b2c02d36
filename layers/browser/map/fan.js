// Points that cannot be reached where they lie: those upon one another are fanned out, those beyond the window's edge
// are counted at that edge.
(function () {
  "use strict";
  const atlas = window.borderAtlas;
  const NEAR_PX = 22;
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  const drawn = () => (atlas.drawnPoints ? atlas.drawnPoints() : []);

  // ---- fan ---------------------------------------------------------------------------------------------------------------
  // {members: [{point, home, spot}], at: index}; home is where the record is, spot where its mark stands meanwhile.
  let fan = null;
  let leaders, bar, count, previous, next;

  const memberOf = (select) => (fan ? fan.members.findIndex((member) => member.point.select === select) : -1);
  const same = (a, b) => a.layer === b.layer && a.id === b.id;
  const homeOf = (point) => {
    const member = fan && fan.members.find((one) => same(one.point, point));
    return member ? member.home : point.latlng;
  };

  // Where the mark of a record stands while it is fanned out, otherwise null: the gold ring goes there.
  atlas.fannedAt = (select) => (memberOf(select) >= 0 ? fan.members[memberOf(select)].spot : null);

  // Up to eight stand on a circle, more on a spiral, so that the outermost stay near.
  function around(middle, size, step, first) {
    let turn = 0;
    return Array.from({ length: size }, (_, index) => {
      let angle = index / size * 2 * Math.PI;
      let radius = Math.max(first, size * step / (2 * Math.PI));
      if (size > 8) {
        radius = first + step * turn / (2 * Math.PI);
        angle = turn;
        turn += step / radius;
      }
      return middle.add(L.point(radius * Math.sin(angle), -radius * Math.cos(angle)));
    });
  }

  // Where the records of an open fan are, for the names to keep free.
  atlas.fannedHomes = () => (fan ? fan.members.map((member) => member.home) : []);

  function spread(group) {
    const map = atlas.map;
    const homes = group.map((point) => map.latLngToLayerPoint(point.latlng));
    const middle = homes.reduce((sum, home) => sum.add(home), L.point(0, 0)).divideBy(homes.length);
    const step = 2 * Math.min(Math.max(...group.map((point) => point.radiusPx || 8)), 16) + 8;
    const others = drawn().filter((point) => !group.some((member) => same(member, point)))
      .map((point) => ({ at: map.latLngToLayerPoint(point.latlng), radius: point.radiusPx || 8 }));
    const hidden = (spots) => spots.filter((spot) => others.some((other) => other.at.distanceTo(spot) < other.radius + step / 3)).length;
    // Of a few sizes the first at which no neighbour lies under a mark, otherwise the one with fewest.
    const tried = [32, 42, 54, 68, 84].map((first) => around(middle, group.length, step, first));
    const least = Math.min(...tried.map(hidden));
    return tried.find((spots) => hidden(spots) === least).map((spot) => map.layerPointToLatLng(spot));
  }

  function stand() {
    leaders.clearLayers();
    for (const { point, home, spot } of fan.members) {
      point.marker.setLatLng(spot);
      L.polyline([home, spot], { pane: "fan", className: "ba-leader", interactive: false }).addTo(leaders);
    }
    leaders.addLayer(L.circleMarker(fan.members[0].home, { pane: "fan", radius: 2.5, className: "ba-leader-foot", interactive: false }));
    if (atlas.placeLabels) atlas.placeLabels();
    showBar();
  }

  function showBar() {
    bar.hidden = !fan;
    atlas.map.getContainer().classList.toggle("ba-fanned", Boolean(fan));
    if (fan) count.textContent = `${fan.at + 1} of ${fan.members.length} here`;
    placeEdges();
  }

  function close() {
    if (!fan) return;
    const held = fan;
    fan = null;
    held.members.forEach(({ point, home }) => point.marker.setLatLng(home));
    leaders.clearLayers();
    if (atlas.placeLabels) atlas.placeLabels();
    showBar();
    atlas.repaint(); // The gold ring goes back to the record's place.
  }
  atlas.closeFan = close;

  function goTo(change) {
    const size = fan.members.length;
    fan.at = (fan.at + change + size) % size;
    showBar();
    atlas.patch({ select: fan.members[fan.at].point.select }, true);
  }

  // Called by features.js when a mark is clicked, before it is selected. Returns the points at that place.
  atlas.fan = (clicked) => {
    if (fan && fan.members.some((member) => same(member.point, clicked))) {
      fan.at = fan.members.findIndex((member) => same(member.point, clicked));
      showBar();
      return fan.members.map((member) => member.point);
    }
    close();
    const at = atlas.map.latLngToContainerPoint(clicked.latlng);
    const group = [clicked, ...drawn().filter((point) => !same(point, clicked)
      && atlas.map.latLngToContainerPoint(point.latlng).distanceTo(at) <= NEAR_PX)];
    if (group.length === 1) return group;
    const spots = spread(group);
    fan = { at: 0, members: group.map((point, index) => ({ point, home: point.latlng, spot: spots[index] })) };
    stand();
    return group;
  };

  // What is drawn has changed: a fan that lost a member closes, one whose marks were made anew takes them up.
  function follow() {
    if (fan) {
      const now = drawn();
      const fresh = fan.members.map((member) => now.find((point) => same(point, member.point)));
      if (fresh.includes(undefined)) close();
      else if (fresh.some((point, index) => point.marker !== fan.members[index].point.marker)) {
        fan.members.forEach((member, index) => { member.point = { ...fresh[index], latlng: member.home }; });
        stand();
      }
    }
    countEdges();
  }

  function startFan() {
    const map = atlas.map;
    map.createPane("fan").style.zIndex = 595; // under every mark
    leaders = L.layerGroup().addTo(map);
    bar = atlas.element("div", "ba-fanbar ba-keepout", null, map.getContainer());
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Records at this place");
    previous = atlas.button("ba-tool", "‹", "Previous record here", bar, () => goTo(-1));
    count = atlas.element("span", "", "", bar);
    count.setAttribute("aria-live", "polite");
    next = atlas.button("ba-tool", "›", "Next record here", bar, () => goTo(1));
    L.DomEvent.disableClickPropagation(bar);
    map.on("click zoomstart", close);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !fan || event.defaultPrevented) return;
      event.preventDefault();
      if (bar.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true });
      close();
    });
    atlas.painters.push((state, keys) => {
      if (!fan || !keys.has("select")) return;
      const member = memberOf(state.select);
      if (member < 0) close();
      else { fan.at = fan.members[fan.at].point.select === state.select ? fan.at : member; showBar(); }
    });
  }

  // ---- edges -------------------------------------------------------------------------------------------------------------
  const EDGES = ["north", "east", "south", "west"];
  const chips = {};
  const beyond = { north: [], east: [], south: [], west: [] };

  function countEdges() {
    const half = atlas.map.getSize().divideBy(2);
    Object.keys(beyond).forEach((edge) => { beyond[edge] = []; });
    for (const point of drawn()) {
      const from = atlas.map.latLngToContainerPoint(homeOf(point)).subtract(half);
      const [across, down] = [from.x / half.x, from.y / half.y];
      if (Math.abs(across) <= 1 && Math.abs(down) <= 1) continue;
      // The edge through which the straight way from the middle of the window leads.
      if (Math.abs(across) >= Math.abs(down)) beyond[across > 0 ? "east" : "west"].push(homeOf(point));
      else beyond[down > 0 ? "south" : "north"].push(homeOf(point));
    }
    for (const edge of EDGES) {
      const number = beyond[edge].length;
      if (chips[edge].textContent === String(number)) continue;
      chips[edge].hidden = number === 0;
      chips[edge].textContent = String(number);
      const words = `${number} ${number === 1 ? "item" : "items"} further ${edge}`;
      chips[edge].setAttribute("aria-label", words);
      chips[edge].title = words;
    }
    // Where they stand depends on their number of digits and on nothing else that a step changes. To look is to lay the page out,
    // which must not hold up the step's frame.
    const widths = EDGES.map((edge) => (beyond[edge].length ? chips[edge].textContent.length : 0)).join();
    if (widths !== placedFor) { placedFor = widths; placeSoon(); }
  }
  let placedFor = "";
  let placing = 0;
  function placeSoon() {
    clearTimeout(placing);
    placing = setTimeout(placeEdges, 0);
  }

  // Chips stand in the middle of their edge and give way to the other controls there.
  function placeEdges() {
    const frame = atlas.map.getContainer().getBoundingClientRect();
    const others = [...document.querySelectorAll(".ba-keepout")].map((element) => element.getBoundingClientRect()).filter((rect) => rect.width);
    for (const edge of Object.keys(chips)) {
      const chip = chips[edge];
      if (chip.hidden) continue;
      chip.style.translate = "";
      const way = edge === "south" ? -1 : 1;
      let shift = 0;
      for (let tries = 0; tries < others.length; tries += 1) {
        const box = chip.getBoundingClientRect();
        const hit = others.find((rect) => rect.left < box.right + 6 && rect.right > box.left - 6 && rect.top < box.bottom + 6 && rect.bottom > box.top - 6);
        if (!hit) break;
        shift += way > 0 ? hit.bottom + 8 - box.top : hit.top - 8 - box.bottom;
        chip.style.translate = `0 ${shift}px`;
      }
      if (Math.abs(shift) > frame.height / 2) chip.style.translate = "";
    }
  }

  function flyTo(edge) {
    const bounds = L.latLngBounds(beyond[edge]);
    if (!bounds.isValid()) return;
    const options = { padding: [70, 70], maxZoom: Math.max(atlas.map.getZoom(), 8), animate: !REDUCED.matches, duration: 0.7 };
    atlas.moveByHand(() => (REDUCED.matches ? atlas.map.fitBounds(bounds, options) : atlas.map.flyToBounds(bounds, options)));
  }

  function startEdges() {
    const map = atlas.map;
    for (const edge of EDGES) {
      chips[edge] = atlas.button(`ba-tool ba-edge ba-edge-${edge}`, "", "", map.getContainer(), () => flyTo(edge));
      L.DomEvent.disableClickPropagation(chips[edge]);
    }
    map.on("moveend resize", countEdges);
    map.on("resize", placeSoon);
    countEdges();
  }

  atlas.startFan = () => {
    startFan();
    startEdges();
    showBar();
    if (atlas.onDrawn) atlas.onDrawn(follow);
  };
})();
