"""Proof that the embedded store answers Cypher as a real Neo4j does: generated texts, a table of expressions, cases.

``python -m tests.cypher`` is the long run, ``python -m tests.cypher.expressions --update`` asks a Neo4j for the table
anew, ``python -m tests.cypher.faults`` shows that faults put into the translator are found.
"""
