"""Channels and their posts; interpretation, public concern and activities join them later."""
