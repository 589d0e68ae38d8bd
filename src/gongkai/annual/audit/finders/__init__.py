"""One file, one pattern of speech. Each finder reads the passages and adds relations to the ledger."""
