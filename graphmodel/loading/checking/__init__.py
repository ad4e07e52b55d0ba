"""Tables held against the format: every problem with its place."""
