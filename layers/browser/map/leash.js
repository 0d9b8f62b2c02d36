// How far a hand leads the map away: a flick by a window's length, not by twenty, and no further than the widest of the named cameras. What a link
// or a scene looks at elsewhere stays in reach, and rows or drawings of the reader's own may lie anywhere.
import * as atlas from "../shared/atlas.js";
import * as camera from "../shared/camera.js";

const FLICK_PX_S = 800; // the speed after which Leaflet lets the map glide for 1.2 s and some 470 px

/** Where the middle of the window has to be after a hand has moved it to `centre`. @param {L.LatLng} centre @param {L.LatLngBounds} asked what was last looked at by no hand */
function held(centre, asked) {
  const { state, config } = atlas;
  if (state.sets.length || state.annotations.length) return centre;
  const limits = L.latLngBounds(config.whole).extend(asked);
  for (const { bounds } of Object.values(config.presets)) limits.extend(bounds);
  return L.latLng(
    Math.min(Math.max(centre.lat, limits.getSouth()), limits.getNorth()),
    Math.min(Math.max(centre.lng, limits.getWest()), limits.getEast()),
  );
}

export function startLeash() {
  atlas.map.options.inertiaMaxSpeed = FLICK_PX_S;
  camera.leash(held);
}
