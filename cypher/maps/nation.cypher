// The whole network
// @fr Tout le réseau
// Every live system with its operator and its live links; systems without a link stand alone.
// @shows map
MATCH (a:Agency)-[o:OPERATES|HOSTS]->(s:System)
WHERE s.live
OPTIONAL MATCH (s)-[f:FEEDS]->(t:System)
RETURN a AS agency, o AS operates, s AS system, f AS feeds, t AS other;
