"""Print the polygons of time zones as JSON: ``python dump_zones.py ZONE...``.

Run as a child process with one edition of timezonefinder on PYTHONPATH, because two editions of a
package cannot be imported side by side. Output: zone → polygons → rings → [lon, lat] pairs.
"""

import json
import sys

from timezonefinder import TimezoneFinder


def main() -> None:
    finder = TimezoneFinder(in_memory=True)
    zones = {
        zone: [
            [[[float(lon), float(lat)] for lon, lat in ring] for ring in polygon]
            for polygon in finder.get_geometry(tz_name=zone, coords_as_pairs=True)
        ]
        for zone in sys.argv[1:]
    }
    json.dump(zones, sys.stdout)


if __name__ == "__main__":
    main()
