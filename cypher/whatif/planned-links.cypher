// Planned links
// @fr Liens prévus
// Links that are planned, or that wait for a planned system at one end. A record of a plan can be old.
// @param type  system type   type of either end; empty means all
WITH '' AS type
MATCH (s:System)-[f:PLANNED_TO_FEED]->(o:System)
WHERE NOT f.reverse
WITH s, o, f, type
MATCH (s)-[:OF_TYPE]->(x:SystemType)
MATCH (o)-[:OF_TYPE]->(y:SystemType)
WHERE type = '' OR x.id = type OR y.id = type
RETURN f.link AS link, s.id AS system, s.status AS system_status, o.id AS other, o.status AS other_status,
       f.status AS link_status, f.mode AS mode, f.since AS since, f.direction AS direction
ORDER BY link;
