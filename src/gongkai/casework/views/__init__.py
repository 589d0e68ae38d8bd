"""Screens of 依申请公开: list, registration, the request's page, the acts, the letter."""
