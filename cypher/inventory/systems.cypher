// Systems
// @fr Systèmes
// Every system recorded, live or not, with its operator and the product it is built on.
// @param type      system type   which type; empty means all
// @param province  province      province of the operator; empty means all
// @param status    status        which status; empty means all
WITH '' AS type, '' AS province, '' AS status
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE (type = '' OR t.id = type) AND (status = '' OR s.status = status)
OPTIONAL MATCH (a)-[:LOCATED_IN]->(p:Province)
WITH s, a, t, p, province
WHERE province = '' OR p.id = province
OPTIONAL MATCH (s)-[:BUILT_ON]->(d:Product)
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator, p.id AS operator_province,
       s.status AS system_status, d.name AS product, s.since AS since
ORDER BY system;
