"""The way in: what citizens send through the public server, sealed so that only the desk can open it.

The public process uses `reception` and what it imports; `keypair`, `reading` and `collecting` belong to the desk.
"""
