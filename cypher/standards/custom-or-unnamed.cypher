// Links that follow a proprietary standard or none that is named
// @fr Liens qui suivent une norme propriétaire ou aucune norme nommée
// Live links, each once, that are known to follow none (none), for which no standard is recorded (empty), or whose
// standard is proprietary or of unknown openness.
// @param type  system type   type of either end; empty means all
WITH '' AS type
MATCH (s:System)-[f:FEEDS]->(o:System)
WHERE NOT f.reverse
WITH s, o, f.link AS link, f.mode AS mode, f.standard AS standard, type
OPTIONAL MATCH (n:Standard)
WHERE n.id = standard
WITH s, o, link, mode, standard, n.openness AS openness, type
WHERE coalesce(openness, 'proprietary') = 'proprietary'
MATCH (s)-[:OF_TYPE]->(x:SystemType)
MATCH (o)-[:OF_TYPE]->(y:SystemType)
WHERE type = '' OR x.id = type OR y.id = type
RETURN link AS link_id, s.id AS system, x.id AS system_type, o.id AS other, y.id AS other_type, mode AS link_mode,
       standard AS standard_id, openness AS standard_openness
ORDER BY link_id;
