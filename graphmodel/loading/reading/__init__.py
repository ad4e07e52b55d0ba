"""Files and frames as raw tables: containers, encodings, workbooks, CSV and GraphML."""
