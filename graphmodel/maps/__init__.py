"""Maps: one HTML file in which planners explore a network, without a server, a network or a GPU."""
