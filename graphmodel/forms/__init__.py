"""What workbooks to fill in look like: pages of one row a record, labels in both languages, words to choose from."""
