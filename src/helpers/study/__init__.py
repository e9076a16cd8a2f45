"""The study: what was fixed beforehand, and every stage of an authority from its records to its findings."""
