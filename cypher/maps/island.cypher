// One island of connected systems
// @fr Un îlot de systèmes reliés
// All live systems that live links hold together with the one named, their operators and links.
// @param system  system   any system of the island
// @shows map
WITH 'peel-mugshot-db' AS system
MATCH (x:System {id: system})
WHERE x.live
WITH x.island AS island
MATCH (s:System)
WHERE s.island = island
MATCH (a:Agency)-[o:OPERATES|HOSTS]->(s)
OPTIONAL MATCH (s)-[f:FEEDS]->(t:System)
RETURN a AS agency, o AS operates, s AS system_node, f AS feeds, t AS other;
