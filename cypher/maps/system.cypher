// One system and its partners
// @fr Un système et ses partenaires
// The system, the agencies that have to do with it, its live links, and the live links among its partners.
// @param system  system   which one
// @shows map
WITH 'rcmp-pip' AS system
MATCH (s:System {id: system})
OPTIONAL MATCH (s)<-[u:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]-(a:Agency)
RETURN a AS agency, u AS uses, s AS system_node, null AS feeds, null AS other
UNION ALL
WITH 'rcmp-pip' AS system
MATCH (s:System {id: system})-[f:FEEDS]-(t:System)
RETURN null AS agency, null AS uses, s AS system_node, f AS feeds, t AS other
UNION ALL
WITH 'rcmp-pip' AS system
MATCH (t:System)-[g:FEEDS]->(o:System)
WHERE t.id <> system AND o.id <> system
  AND EXISTS { MATCH (t)-[:FEEDS]-(:System {id: system}) } AND EXISTS { MATCH (o)-[:FEEDS]-(:System {id: system}) }
RETURN null AS agency, null AS uses, t AS system_node, g AS feeds, o AS other;
