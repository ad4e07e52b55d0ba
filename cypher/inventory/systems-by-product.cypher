// Systems by product
// @fr Systèmes par produit
// Live systems on each product, and the organisations they are home to.
// @param product  product   which product; empty means all
WITH '' AS product
MATCH (s:System)-[:BUILT_ON]->(p:Product)
WHERE s.live AND (product = '' OR p.id = product)
OPTIONAL MATCH (s)<-[:OPERATES|USES]-(a:Agency)
WITH p, count(DISTINCT s.id) AS systems, count(DISTINCT a.organisation) AS organisations,
     count(DISTINCT CASE WHEN s.interconnected THEN s.id END) AS interconnected
OPTIONAL MATCH (p)-[:SOLD_BY]->(v:Vendor)
RETURN p.id AS product_id, p.name AS name, v.name AS vendor, systems AS systems, interconnected AS interconnected,
       organisations AS organisations
ORDER BY systems DESC, product_id;
