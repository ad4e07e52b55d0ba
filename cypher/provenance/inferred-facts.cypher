// Facts that are only inferred
// @fr Faits seulement inférés
// Live systems, live links and uses that follow from a source but are not stated of that very record.
// @param agency  agency   operator, or user, of the system; empty means all
WITH 'toronto-police-service' AS agency
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)
WHERE s.live AND s.confidence = 'inferred' AND (agency = '' OR a.id = agency)
RETURN 'system' AS kind, s.id AS record, s.name AS detail
UNION ALL
WITH 'toronto-police-service' AS agency
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)
WHERE agency = '' OR a.id = agency
WITH DISTINCT s
MATCH (s)-[f:FEEDS]-(:System)
WITH f.link AS link, f.mode AS mode, f.confidence AS confidence
WHERE confidence = 'inferred'
RETURN DISTINCT 'link' AS kind, link AS record, mode AS detail
UNION ALL
WITH 'toronto-police-service' AS agency
MATCH (a:Agency)-[u:USES|READS|CONTRIBUTES_TO]->(s:System)
WHERE u.confidence = 'inferred' AND (agency = '' OR a.id = agency)
RETURN DISTINCT 'use' AS kind, a.id + ' ' + s.id AS record, a.name + ': ' + s.name AS detail;
