"""One file a step; a step that has been given out is never changed."""
