"""Public bodies as a dated tree, people, roles, the access matrix, scoped managers and the audit trail."""
