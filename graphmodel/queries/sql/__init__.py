"""Cypher as SQL over the tables of ``graph.layout``."""
