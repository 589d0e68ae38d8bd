"""The law as pure code and data: no Django, no clock on the wall; dates and the calendar are arguments.

R07 is the Regulation of 2007 (国务院令第492号), R19 the revised one of 2019 (国务院令第711号).
"""
