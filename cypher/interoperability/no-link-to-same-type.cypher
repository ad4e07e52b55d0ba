// Systems that connect with no other of their type
// @fr Systèmes qui ne sont reliés à aucun autre du même type
// Live systems without a live link to another system of their type: records management systems, say, that reach
// each other at most through something else.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
OPTIONAL MATCH (s)-[:FEEDS]-(o:System)
WITH a, s, t, o
OPTIONAL MATCH (o)-[m:OF_TYPE]->(t)
WITH a, s, count(m) AS same
WHERE same = 0
RETURN s.id AS system, s.name AS name, a.id AS operator, s.partners AS partners
ORDER BY system;
