// Live systems that nobody reads
// @fr Systèmes actifs que personne ne consulte
// Systems run by a host for which no agency is recorded as working in them or reading them.
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live
OPTIONAL MATCH (s)<-[:OPERATES|USES|READS]-(b:Agency)
WITH a, s, t, count(b) AS readers
WHERE readers = 0
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator, s.partners AS partners
ORDER BY system;
