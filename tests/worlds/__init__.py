"""Made-up worlds that the tests and the shipped catalogues are written from."""
