"""The disclosure door: what may leave an authority's folder, and the check of a built site."""
