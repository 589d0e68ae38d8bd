"""Government information: drafting, attribute at source, clearances by different people, publish, replace, withdraw."""
