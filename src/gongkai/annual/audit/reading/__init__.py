"""Files as they come, made into typed documents: `read_file(path)` and `read_bytes(data, name)`."""

from gongkai.annual.audit.reading.document import Document, Grid, GridCell, GridRow, ReadingError
from gongkai.annual.audit.reading.intake import read_bytes, read_file

__all__ = ["Document", "Grid", "GridCell", "GridRow", "ReadingError", "read_bytes", "read_file"]
