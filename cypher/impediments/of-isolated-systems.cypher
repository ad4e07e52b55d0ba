// What holds isolated systems back
// @fr Ce qui freine les systèmes isolés
// Isolated systems with the causes stated of them or of their operator; where none is stated, the cause is empty.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND NOT s.interconnected AND (type = '' OR t.id = type)
OPTIONAL MATCH (a)-[:HELD_BACK_BY]->(i:Impediment)
WITH a, s, collect(DISTINCT i.id) AS of_operator
OPTIONAL MATCH (s)-[:HELD_BACK_BY]->(j:Impediment)
WITH a, s, of_operator, collect(DISTINCT j.id) AS of_system
UNWIND CASE WHEN size(of_system) + size(of_operator) = 0 THEN [''] ELSE of_system + of_operator END AS cause
WITH DISTINCT a, s, cause, cause IN of_system AS of_system, cause IN of_operator AS of_operator
RETURN s.id AS system, s.name AS name, a.id AS operator, cause AS cause_id, of_system AS stated_of_system,
       of_operator AS stated_of_operator
ORDER BY system, cause_id;
