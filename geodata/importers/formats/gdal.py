"""GDAL with its hands tied: one named driver at a time, no file system but memory, no code and no address out of a file.

GDAL tries every driver it has on what it opens, and several take a few lines of text for the order to read another file or to ask an
address. pyogrio cannot name the driver to use, so while a file is open all others are out of the registry. What leads
out of memory is taken away for good: neither reading nor writing here needs it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pyogrio
import pyogrio._io

#: Format → its one driver.
DRIVERS = {
    "geojson": "GeoJSON",
    "topojson": "TopoJSON",
    "esrijson": "ESRIJSON",
    "gpkg": "GPKG",
    "shapefile": "ESRI Shapefile",
    "gpx": "GPX",
}

#: A shapefile comes as an archive of our own packing, hence the second.
FILE_SYSTEMS = ("/vsimem/", "/vsizip/")

SETTINGS: dict[str, str | None] = {
    # No driver from a folder, no Python out of a file, no SQLite extension.
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": None,
    # No other source through SQLite: neither its virtual tables nor functions that open one; no function that is not harmless out of the schema.
    "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "ALLOW_OGR_SQL_FUNCTIONS_FROM_TRIGGER_AND_VIEW": "NO",
    "OGR_SQLITE_PRAGMA": "trusted_schema=OFF",
    # No side files or standard input.
    "GDAL_PAM_ENABLED": "NO",
    "CPL_ALLOW_VSISTDIN": "NO",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "SHAPE_RESTORE_SHX": "NO",
    # A file is read by the thread that opened it.
    "GDAL_NUM_THREADS": "1",
    "OGR_GPKG_NUM_THREADS": "1",
}

# The drivers are the process's, not a thread's.
_turn = RLock()

# The library that pyogrio is linked with is found through pyogrio, wherever it lies.
_library = ctypes.PyDLL(pyogrio._io.__file__)
_library.VSIGetFileSystemsPrefixes.restype = ctypes.POINTER(ctypes.c_char_p)
_library.VSIRemovePluginHandler.argtypes = [ctypes.c_char_p]
_library.CSLDestroy.argtypes = [ctypes.POINTER(ctypes.c_char_p)]


def file_systems() -> list[str]:
    """Return the beginnings of paths behind which GDAL sees a file system of its own, as "/vsimem/"."""
    found = _library.VSIGetFileSystemsPrefixes()
    names: list[bytes] = []
    while found[len(names)] is not None:
        names.append(found[len(names)])
    _library.CSLDestroy(found)
    return [name.decode() for name in names]


def close_ways_out() -> None:
    """Take away, for as long as the process lives, the file systems but memory, and set what keeps drivers to the file they are given."""
    pyogrio.set_gdal_config_options(SETTINGS)
    for prefix in file_systems():
        if prefix not in FILE_SYSTEMS:
            _library.VSIRemovePluginHandler(prefix.encode())


def confine() -> None:
    """Leave the process no driver at all but within `one_driver`. A process that only reads calls it once, before its first file."""
    close_ways_out()
    _keep(())


@contextmanager
def one_driver(name: str) -> Iterator[None]:
    """Let GDAL open files with this driver and no other; afterwards the drivers are those of before."""
    with _turn:
        close_ways_out()
        before = tuple(pyogrio.list_drivers())
        _keep((name,))
        try:
            yield
        finally:
            _keep(before)


def _keep(names: tuple[str, ...]) -> None:
    # What is named here leaves the registry as soon as all drivers are registered anew.
    pyogrio.set_gdal_config_options({"GDAL_SKIP": None})
    _library.GDALAllRegister()
    skipped = [name for name in pyogrio.list_drivers() if name not in names]
    if skipped:
        # A comma tells GDAL that names may hold a space.
        pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(skipped) + ","})
        _library.GDALAllRegister()
