"""Mappings: foreign tables as ours."""
