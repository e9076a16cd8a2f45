"""Case notes of the made-up world, written only from what was known on their day."""
