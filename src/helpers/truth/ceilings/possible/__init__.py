"""What else could have happened to a family from a day on: compiled code that draws many futures for one decision."""
