"""What Python can do by one call, as the command line does: a catalogue from wherever it is, selectors as text."""
