"""Screens of 监督考核: 全区督办, tasks, filings, reminders, problems, the leader's page."""
