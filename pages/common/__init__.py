"""What the pages share: the session's view, the map panel, text panels and the plain HTTP routes."""
