"""年度报告 on screen: figures and their rows, reports of units, sections in words, what was counted."""
