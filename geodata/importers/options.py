"""How a file is to be read, as its reader has chosen, and how far reading has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What its owner says about a file.

    Attributes
    ----------
    title : str
        What to call the set; "" takes the layout's or the file's name.
    mapping : mapping of str to str, or None
        The mapping step's answer (`tables.layout_of`); None where the layout is known.
    crs : str
        Reference system of a file that does not name one, as "EPSG:32642".
    layer : str
        Sheet or layer to read where a file has several; "" takes the one that seems to be meant.
    repair, swap : bool
        Mend broken geometry; exchange latitude and longitude where they seem swapped.
    lat_first : bool or None
        Which of two coordinates in one cell comes first; None decides by the column.
    month_first : bool or None
        How 03/04/2022 is meant; None decides by the column.
    encoding : str
        Key of `formats.encodings.ENCODINGS` for texts that do not say theirs; "" tells it by the text.
    decimal : {"", ".", ","}
        The decimal sign of figures; "" decides by the column.
    unfold : bool
        A table with a column for each date is read as a row for each place and date (`wide`).
    """

    title: str = ""
    mapping: Mapping[str, str] | None = None
    crs: str = ""
    layer: str = ""
    repair: bool = False
    swap: bool = False
    month_first: bool | None = None
    encoding: str = ""
    decimal: str = ""
    lat_first: bool | None = None
    unfold: bool = True


Progress = Callable[[float, str], None]
