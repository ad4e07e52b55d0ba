"""What follows from a catalogue: who is connected, who can see what, and the study's table."""
