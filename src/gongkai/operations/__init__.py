"""Running an installation: the demonstration data today; doctor, backup and metrics belong here."""
