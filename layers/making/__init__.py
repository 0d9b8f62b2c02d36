"""The jobs of making files, and the process that does them."""
