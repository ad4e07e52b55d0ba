// Systems without a product recorded
// @fr Systèmes sans produit consigné
// Live systems of which nobody has said what they are built on.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
OPTIONAL MATCH (s)-[b:BUILT_ON]->(:Product)
WITH a, s, t, count(b) AS products
WHERE products = 0
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator
ORDER BY system;
