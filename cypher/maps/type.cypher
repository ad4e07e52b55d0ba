// The systems of one type and their partners
// @fr Les systèmes d'un type et leurs partenaires
// Every live system of the type with its operator and its live links.
// @param type  system type   which type
// @shows map
WITH 'rms' AS type
MATCH (s:System)-[:OF_TYPE]->(:SystemType {id: type})
WHERE s.live
MATCH (a:Agency)-[o:OPERATES|HOSTS]->(s)
OPTIONAL MATCH (s)-[f:FEEDS]-(t:System)
RETURN a AS agency, o AS operates, s AS system, f AS feeds, t AS other;
