"""Recording: from what happened to what the files hold, with every error known."""
