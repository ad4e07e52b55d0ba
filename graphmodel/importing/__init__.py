"""Any workbook or CSV to a mapping and a catalogue: what its tables and columns are is guessed, told, and asked where it cannot be known."""
