// Who shares which system
// @fr Qui partage quel système
// One row for each live shared system and agency: systems that agencies of at least two organisations operate, work
// in, read or send records into. A host does not count as one of them.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|USES|READS|CONTRIBUTES_TO]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
WITH s, count(DISTINCT a.organisation) AS organisations
WHERE organisations > 1
MATCH (s)<-[:OPERATES|USES|READS|CONTRIBUTES_TO]-(b:Agency)
RETURN DISTINCT s.id AS system, s.name AS name, b.id AS agency, b.name AS agency_name, b.organisation AS organisation
ORDER BY system, agency;
