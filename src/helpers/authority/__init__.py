"""The entrance: an authority's folder, its settings, and the event tables made of its files."""
