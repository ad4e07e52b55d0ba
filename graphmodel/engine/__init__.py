"""Who is connected and who can see what, as positions and arrays: no words, no frames."""
