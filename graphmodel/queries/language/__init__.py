"""Read-only openCypher: texts as tokens, tokens as a tree."""
