"""The annual report: measures over dated facts, forms compiled by query, drill-down to rows."""
