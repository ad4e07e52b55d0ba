// Shared systems and how many share them
// @fr Systèmes partagés et nombre de partenaires
// Live systems by the number of organisations that share them: whose agencies operate them, work in them, read them or
// send records into them. Shared is what two organisations have to do with. A host does not count as one of them.
// Divisions count as their organisation.
// @param type   system type   which type; empty means all
// @param least  number        organisations at least; empty means any number
WITH '' AS type, 2 AS least
MATCH (b:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
OPTIONAL MATCH (a:Agency)-[:OPERATES|USES|READS|CONTRIBUTES_TO]->(s)
WITH s, t, b, least, count(DISTINCT a.organisation) AS organisations, count(DISTINCT a.id) AS agencies
WHERE organisations >= least
RETURN s.id AS system, s.name AS name, t.id AS system_type, b.id AS operator, organisations AS organisations,
       agencies AS agencies
ORDER BY organisations DESC, agencies DESC, system;
