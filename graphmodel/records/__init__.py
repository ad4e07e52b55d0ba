"""What is recorded: the schema, the catalogue and its canonical form, ids, renaming and audience."""
