"""复议诉讼: reconsideration, lawsuits and complaints over disclosure, and what was learnt from them."""
