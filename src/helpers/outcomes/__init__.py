"""Outcomes: what is predicted about a decision, declared as data, and labelled over the event tables."""
