"""Urls, navigation, sign-in and the to-do list."""
