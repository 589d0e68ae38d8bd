"""The dated facts that measures count: each source is a query cut to bodies and a year, read at the year's end.

Nothing here reads a present status: a row counts for a year by dates that no later act changes, so that compiling a
year gives the same figures at any later time.
"""
