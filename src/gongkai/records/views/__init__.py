"""Screens of 主动公开: lists, drafting, the record page, review and the acts."""
