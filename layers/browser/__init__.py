"""What the browser is sent: the map, its scripts and styles, the timeline."""
