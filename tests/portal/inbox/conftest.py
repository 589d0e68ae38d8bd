"""Test modules of this folder find `sendings`, and the source in memory of the folder above, by name."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
for folder in (FOLDER, FOLDER.parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
