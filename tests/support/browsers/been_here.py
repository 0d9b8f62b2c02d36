"""Readers to whom the opening of the atlas has been told, so that the map opens at once."""

#: For `add_init_script`. A blank page and a frame without an origin keep nothing.
BEEN_HERE = """try { localStorage.setItem("border-atlas-opening", "seen"); } catch (error) { if (!(error instanceof DOMException)) throw error; }"""
