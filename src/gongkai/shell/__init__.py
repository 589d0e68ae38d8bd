"""The desk's frame: base template, components, view decorator, keyset paging, policy headers."""
