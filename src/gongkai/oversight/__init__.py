"""监督考核: the year's tasks, filings to the district, reminders, and the problems a year names."""
