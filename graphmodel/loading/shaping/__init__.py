"""Mappings: how tables of others become ours."""
