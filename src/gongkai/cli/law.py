"""Commands that ask the law: deadlines and fees."""
