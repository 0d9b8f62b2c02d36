"""An atlas of a border between two states that do not exist, drawn by code: what is left of the app when nothing it was made for is there."""
