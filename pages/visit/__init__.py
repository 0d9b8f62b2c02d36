"""A reader's visit: the session's view, the settings of whoever runs the atlas, the addresses of the pages."""
