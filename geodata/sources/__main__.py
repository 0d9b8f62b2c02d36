"""``python -m geodata.sources`` lists the publications whose day of reading and archived copy are not known, and addresses that are dead or twice there by their form.

It exits with 1 if an address is dead or stands at two publications. Nothing is asked of the network.
"""

from __future__ import annotations

import sys

from geodata.ledger import folder, load
from geodata.sources import addresses


def main() -> int:
    sources = list(load(folder()).sources.values())
    unread, dead, twins = addresses.unread(sources), addresses.dead(sources), addresses.twins(sources)
    lines = [
        *(f"neither read nor archived: {name}" for name in unread),
        *(f"no address: {one.id}" for one in sources if not one.url),
        *(f"dead: {name}: {address}: {why}" for name, address, why in dead),
        *(f"one address: {', '.join(names)}" for names in twins),
        f"{len(sources)} publications",
        f"{sum(1 for one in sources if one.read)} with the day on which they were read, {sum(1 for one in sources if one.archived)} with an archived copy, {len(unread)} with neither",
        f"{len(dead)} dead addresses, {len(twins)} addresses of more than one publication",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if dead or twins else 0


if __name__ == "__main__":
    sys.exit(main())
