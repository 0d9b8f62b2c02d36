// Distance on the ellipsoid, in the browser: the inverse solution of
// T. Vincenty, "Direct and Inverse Solutions of Geodesics on the Ellipsoid with Application of Nested Equations",
// Survey Review XXIII (176), April 1975, pp. 88–93, on the WGS 84 ellipsoid (NIMA TR8350.2).

const A_M = 6378137;
const F = 1 / 298.257223563;
const B_M = A_M * (1 - F);
const MEAN_RADIUS_M = 6371008.8; // (2a + b) / 3
const RAD = Math.PI / 180;

/** @typedef {{ lat: number, lng: number }} Spot in degrees */

/** @param {Spot} from @param {Spot} to */
function onSphere(from, to) {
  const half = (/** @type {number} */ degrees) => Math.sin((degrees * RAD) / 2) ** 2;
  const chord = half(to.lat - from.lat) + Math.cos(from.lat * RAD) * Math.cos(to.lat * RAD) * half(to.lng - from.lng);
  return 2 * MEAN_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/**
 * The shortest way's length. `exact` is false where the iteration does not converge (nearly opposite ends of the earth); metres are
 * then those of the sphere, up to 0.6 % off.
 *
 * @param {Spot} from
 * @param {Spot} to
 */
export function geodesic(from, to) {
  const U1 = Math.atan((1 - F) * Math.tan(from.lat * RAD));
  const U2 = Math.atan((1 - F) * Math.tan(to.lat * RAD));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(U1), Math.cos(U1), Math.sin(U2), Math.cos(U2)];
  const L = (to.lng - from.lng) * RAD;
  let lambda = L;
  for (let turn = 0; turn < 100; turn += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL);
    if (sinSigma === 0) return { metres: 0, exact: true };
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2SigmaM = cos2Alpha ? cosSigma - (2 * sinU1 * sinU2) / cos2Alpha : 0; // 0 along the equator
    const C = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda =
      L + (1 - C) * F * sinAlpha * (sigma + C * sinSigma * (cos2SigmaM + C * cosSigma * (2 * cos2SigmaM ** 2 - 1)));
    if (Math.abs(lambda) > Math.PI) break;
    if (Math.abs(lambda - before) > 1e-12) continue;
    const u2 = (cos2Alpha * (A_M * A_M - B_M * B_M)) / (B_M * B_M);
    const K = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const M = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const deltaSigma =
      M *
      sinSigma *
      (cos2SigmaM +
        (M / 4) *
          (cosSigma * (2 * cos2SigmaM ** 2 - 1) -
            (M / 6) * cos2SigmaM * (4 * sinSigma ** 2 - 3) * (4 * cos2SigmaM ** 2 - 3)));
    return { metres: B_M * K * (sigma - deltaSigma), exact: true };
  }
  return { metres: onSphere(from, to), exact: false };
}

/**
 * The shortest way as a line to draw: on the sphere, which at this scale is the same line.
 *
 * @param {Spot} from
 * @param {Spot} to
 * @returns {[lat: number, lng: number][]}
 */
export function geodesicLine(from, to) {
  const parts = Math.ceil(onSphere(from, to) / 20000);
  if (parts < 2)
    return [
      [from.lat, from.lng],
      [to.lat, to.lng],
    ];
  const vector = (/** @type {Spot} */ { lat, lng }) => [
    Math.cos(lat * RAD) * Math.cos(lng * RAD),
    Math.cos(lat * RAD) * Math.sin(lng * RAD),
    Math.sin(lat * RAD),
  ];
  const [a, b] = [vector(from), vector(to)];
  const angle = onSphere(from, to) / MEAN_RADIUS_M;
  if (Math.PI - angle < 1e-3)
    return [
      [from.lat, from.lng],
      [to.lat, to.lng],
    ]; // opposite ends: any way is as short
  const count = Math.min(parts, 200);
  return Array.from({ length: count + 1 }, (_, index) => {
    const part = index / count;
    const [x, y, z] = a.map(
      (value, axis) => (Math.sin((1 - part) * angle) * value + Math.sin(part * angle) * b[axis]) / Math.sin(angle),
    );
    return [Math.atan2(z, Math.hypot(x, y)) / RAD, Math.atan2(y, x) / RAD];
  });
}

const RING = 120;
/**
 * The line on which every place is so far from a middle, from its north eastward: laid on the sphere, and each place then put as far off
 * as it is on the ellipsoid.
 *
 * @param {Spot} middle
 * @param {number} metres
 * @returns {[lat: number, lng: number][]}
 */
export function geodesicRing(middle, metres) {
  return Array.from({ length: RING + 1 }, (_, index) => {
    const turn = (index % RING) * (360 / RING) * RAD;
    const first = onward(middle, turn, metres);
    const there = geodesic(middle, first).metres;
    const { lat, lng } = there ? onward(middle, turn, (metres * metres) / there) : first;
    return [lat, lng];
  });
}

/** Where one comes to on the sphere. @param {Spot} from @param {number} turn from north, in radians @param {number} metres @returns {Spot} */
function onward(from, turn, metres) {
  const [lat, angle] = [from.lat * RAD, metres / MEAN_RADIUS_M];
  const sine = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(turn);
  const east = Math.atan2(Math.sin(turn) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sine);
  return { lat: Math.asin(sine) / RAD, lng: from.lng + east / RAD };
}
