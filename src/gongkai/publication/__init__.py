"""Everything public passes here: revisions, clearances, editions, tombstones, the sequence and the lists."""
