"""指南与目录: one set of screens for every page of the platform that a room composes from its facts."""
