"""What was known on the day of each decision: from structured records, and from case notes."""
