// Ended agreements with links in service
// @fr Ententes terminées avec des liens en service
// Retired rows that permitted, with each live link that would run under them: they cover the sender and a class that
// passes, for an agency that supplies the sender and one of another organisation that reads the receiver.
MATCH (d:Agency)-[:DISCLOSES_UNDER]->(g:Agreement)<-[:RECEIVES_UNDER]-(r:Agency)
WHERE g.status = 'retired' AND g.effect = 'permits' AND d.organisation <> r.organisation
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
MATCH (d)-[:OPERATES|USES|CONTRIBUTES_TO]->(s:System)-[f:FEEDS]->(t:System)<-[:OPERATES|USES|READS]-(r)
WHERE size(f.passes) > 0 AND (g.any_system OR EXISTS { MATCH (g)-[:SPEAKS_OF]->(s) })
  AND (size(coalesce(g.classes, [])) = 0 OR any(c IN g.classes WHERE c IN f.passes))
RETURN DISTINCT g.id AS agreement, g.name AS name, f.link AS link, g.until AS ended
ORDER BY agreement, link;
