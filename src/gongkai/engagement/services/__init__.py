"""One function for each act of the room, by subject: activities, concerns, interpretations, proposals, cases, accounts."""
