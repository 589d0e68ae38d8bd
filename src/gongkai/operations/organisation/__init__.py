"""The organisation of a real installation, from one workbook: bodies, people, roles, taxonomies and the site's name.

The administrator of the machine imports it on the command line; importing it again enters what has changed.
"""
