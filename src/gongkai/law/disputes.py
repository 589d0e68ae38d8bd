"""行政复议、行政诉讼: terms by the text in force, and where an outcome is counted."""

from __future__ import annotations

from enum import StrEnum


class DisputeCell(StrEnum):
    """Columns of table four; the 2014 form has no PENDING."""

    UPHELD = "upheld"  # 结果维持
    CORRECTED = "corrected"  # 结果纠正
    OTHER = "other"  # 其他结果
    PENDING = "pending"  # 尚未审结
