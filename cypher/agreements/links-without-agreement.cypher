// Links in service without an agreement
// @fr Liens en service sans entente
// Live links between organisations, through which something passes, that run under no live row that permits: none covers
// the sender and a class that passes, for an agency that supplies the sender and one of another organisation that reads
// the receiver. None recorded does not mean not allowed.
MATCH (d:Agency)-[:OPERATES|USES|CONTRIBUTES_TO]->(s:System)-[f:FEEDS]->(t:System)<-[:OPERATES|USES|READS]-(r:Agency)
WHERE d.organisation <> r.organisation AND size(f.passes) > 0
OPTIONAL MATCH (d)-[:DISCLOSES_UNDER]->(g:Agreement)<-[:RECEIVES_UNDER]-(r)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'permits'
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND (g.any_system OR EXISTS { MATCH (g)-[:SPEAKS_OF]->(s) })
  AND (size(coalesce(g.classes, [])) = 0 OR any(c IN g.classes WHERE c IN f.passes))
WITH f.link AS link, count(g) AS covering
WHERE covering = 0
MATCH (s:System)-[f:FEEDS]->(t:System)
WHERE f.link = link AND NOT f.reverse
RETURN link, s.name AS system, t.name AS other, f.mode AS mode, f.confidence AS confidence
ORDER BY link;
