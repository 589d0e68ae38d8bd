"""What the acts of this room are called in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping

ACTS: Mapping[str, str] = {
    "report.open": "开始填报年度报告",
    "report.write": "修改报告文字",
    "report.hand_in": "报送年度报告",
    "report.return": "退回年度报告",
    "report.accept": "审核年度报告并定稿",
    "report.publish": "公布年度报告",
    "report.state_counting": "声明统计口径",
    "report.outside_figure": "登记系统外报送数字",
}
