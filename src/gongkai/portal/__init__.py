"""The public plane: published shapes, pages, lists, search index, log, verification and the small server.

No database and no Django here: the tree is a pure function of published editions and one site snapshot.
"""
