// One system and its partners
// @fr Un système et ses partenaires
// The system, the agencies that have to do with it, its live links, and the live links among its partners.
// @param system  system   which one
// @shows map
WITH 'rcmp-pip' AS system
MATCH (s:System {id: system})
OPTIONAL MATCH (s)<-[u:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]-(a:Agency)
WITH s, u, a
OPTIONAL MATCH (s)-[f:FEEDS]-(t:System)
WITH s, u, a, f, t
OPTIONAL MATCH (t)-[g:FEEDS]->(o:System)
WHERE o.id <> s.id AND EXISTS { MATCH (o)-[:FEEDS]-(s) }
RETURN a AS agency, u AS uses, s AS system_node, f AS feeds, t AS other, g AS among, o AS third;
