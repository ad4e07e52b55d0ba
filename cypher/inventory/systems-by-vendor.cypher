// Systems by vendor
// @fr Systèmes par fournisseur
// Live systems built on each vendor's products, by type of system.
// @param vendor  vendor   which vendor; empty means all
WITH '' AS vendor
MATCH (t:SystemType)<-[:OF_TYPE]-(s:System)-[:BUILT_ON]->(p:Product)-[:SOLD_BY]->(v:Vendor)
WHERE s.live AND (vendor = '' OR v.id = vendor)
RETURN v.id AS vendor_id, v.name AS name, t.id AS system_type, count(DISTINCT p.id) AS products,
       count(DISTINCT s.id) AS systems, count(DISTINCT CASE WHEN s.interconnected THEN s.id END) AS interconnected
ORDER BY systems DESC, vendor_id, system_type;
