"""要点任务明细 as a workbook: written for a template or an export, read back with a sentence for everything that is wrong.

What comes from outside is bounded before it is parsed (`inspecting`); formulas are never evaluated (`reading`).
"""

from gongkai.oversight.excel.inspecting import LARGEST_FILE
from gongkai.oversight.excel.reading import MOST_ROWS, read, scan
from gongkai.oversight.excel.shape import Fault, Line, Sheet, TaskFileRefused
from gongkai.oversight.excel.writing import grouped, workbook

__all__ = [
    "LARGEST_FILE",
    "MOST_ROWS",
    "Fault",
    "Line",
    "Sheet",
    "TaskFileRefused",
    "grouped",
    "read",
    "scan",
    "workbook",
]
