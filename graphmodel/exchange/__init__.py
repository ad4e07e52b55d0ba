"""A catalogue in the forms that other tools read: ``graphmodel.export(canada, "graphml", "canada.graphml")``."""

from graphmodel.exchange.exporting import FORMATS, Exported, export, exported

__all__ = ["FORMATS", "Exported", "export", "exported"]
