"""The property graph: which labels, relationship types and properties a catalogue becomes.

``graph.model`` names them (and costs nothing to import); ``graph.build`` makes the tables of a graph from a
catalogue and ``graph.restore`` makes the catalogue again. Nothing else knows what becomes a node.
"""
