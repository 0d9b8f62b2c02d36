"""A yardstick that shares no code with the atlas: geodesics after Vincenty.

The inverse solution of T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested
equations", Survey Review 23 (1975), 88–93.
"""

from __future__ import annotations

from math import atan, atan2, cos, hypot, radians, sin, tan

#: Ellipsoid: half the long axis in metres, flattening.
WGS84 = (6378137.0, 1 / 298.257223563)
BESSEL = (6377397.155, 1 / 299.1528128)


def vincenty_km(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float, ellipsoid: tuple[float, float] = WGS84
) -> float:
    """Return the length of the geodesic between two points, after Vincenty (1975), in kilometres."""
    axis, flattening = ellipsoid
    minor = axis * (1 - flattening)
    u1, u2 = atan((1 - flattening) * tan(radians(lat_a))), atan((1 - flattening) * tan(radians(lat_b)))
    difference = radians(lon_b - lon_a)
    turn = difference
    for _ in range(100):
        across = hypot(cos(u2) * sin(turn), cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(turn))
        if across == 0:
            return 0.0
        along = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(turn)
        arc = atan2(across, along)
        sin_azimuth = cos(u1) * cos(u2) * sin(turn) / across
        cos2_azimuth = 1 - sin_azimuth**2
        middle = along - 2 * sin(u1) * sin(u2) / cos2_azimuth if cos2_azimuth else 0.0
        c = flattening / 16 * cos2_azimuth * (4 + flattening * (4 - 3 * cos2_azimuth))
        before, turn = (
            turn,
            difference
            + (1 - c) * flattening * sin_azimuth * (arc + c * across * (middle + c * along * (2 * middle**2 - 1))),
        )
        if abs(turn - before) < 1e-13:
            break
    k = cos2_azimuth * (axis**2 - minor**2) / minor**2
    a = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    b = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    correction = (
        b
        * across
        * (middle + b / 4 * (along * (2 * middle**2 - 1) - b / 6 * middle * (4 * across**2 - 3) * (4 * middle**2 - 3)))
    )
    return minor * a * (arc - correction) / 1000
