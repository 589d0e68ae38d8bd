"""A content-addressed store under GONGKAI_VAR/files: a file is named by the SHA-256 of its bytes."""
