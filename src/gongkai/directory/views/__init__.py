"""Screens of 政务服务: the register of a body as of a day, the catalogue of items, forms of every entry."""
