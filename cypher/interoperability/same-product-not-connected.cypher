// Same product, not connected
// @fr Même produit, sans lien
// Pairs of live systems on one product without a live link between them: a shared product is a likely place to begin.
// @param product  product   which product; empty means all
WITH '' AS product
MATCH (s:System)-[:BUILT_ON]->(p:Product)<-[:BUILT_ON]-(o:System)
WHERE (product = '' OR p.id = product) AND s.id < o.id AND s.live AND o.live
WITH p, s, o
OPTIONAL MATCH (s)-[f:FEEDS]-(o)
WITH p, s, o, count(f) AS flows
WHERE flows = 0
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s)
MATCH (b:Agency)-[:OPERATES|HOSTS]->(o)
RETURN p.id AS product_id, s.id AS system, a.id AS operator, o.id AS other, b.id AS other_operator
ORDER BY product_id, system, other;
