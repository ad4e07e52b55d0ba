"""Where things stand on the map: several ways to lay out the same agencies and systems.

Positions come from what the catalogue says (province, operator, type, links), not from a simulation of forces: the
same on every machine, at once.
"""
