"""The auditor: any published annual report in, every contradiction out. Imports `law` only."""
