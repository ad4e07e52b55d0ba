// Shared systems and how many share them
// @fr Systèmes partagés et nombre de partenaires
// Live systems that agencies of at least two organisations operate, work in, read or send records into.
// A host does not count as one of them. Divisions count as their organisation.
// @param type   system type   which type; empty means all
// @param least  number        organisations at least
WITH '' AS type, 2 AS least
MATCH (a:Agency)-[:OPERATES|USES|READS|CONTRIBUTES_TO]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
WITH s, t, least, count(DISTINCT a.organisation) AS organisations, count(DISTINCT a.id) AS agencies
WHERE organisations >= least
MATCH (b:Agency)-[:OPERATES|HOSTS]->(s)
RETURN s.id AS system, s.name AS name, t.id AS system_type, b.id AS operator, organisations AS organisations,
       agencies AS agencies
ORDER BY organisations DESC, agencies DESC, system;
