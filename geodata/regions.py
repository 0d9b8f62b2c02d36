"""Regions and districts by which records are filtered. A district is a field of a record: no outline is drawn."""

from __future__ import annotations

from typing import Annotated

from geodata import atlas
from geodata.atlas import Region
from geodata.fields import one_of

#: Region id → region. Ids are the tokens of the link's `region`.
REGIONS: dict[str, Region] = atlas.current().regions

#: District id → title.
DISTRICTS: dict[str, str] = atlas.current().districts

#: Former or other names of regions and districts that a link may still hold → today's id.
FORMER: dict[str, str] = atlas.current().former

District = Annotated[str, one_of(*DISTRICTS)]
