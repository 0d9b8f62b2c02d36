"""The steps by which the catalogue's tables became what they are."""
