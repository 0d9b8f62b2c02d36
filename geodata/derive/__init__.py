"""The build step: open geodata from the package registries in, the files of `geodata/kyrgyz_tajik/geometry` out.

It runs by hand (`make geodata`), in an environment of its own; the app only reads what it wrote.
"""
