"""The tests: they mirror pages, layers and geodata; `browser` drives a real Chromium, `bench` measures."""
