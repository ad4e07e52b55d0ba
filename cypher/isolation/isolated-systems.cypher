// Isolated systems
// @fr Systèmes isolés
// Live systems without a live link, largest service first. Isolated means that no link is recorded.
// @param type      system type   which type; empty means all
// @param province  province      province of the operator; empty means all
WITH '' AS type, '' AS province
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND NOT s.interconnected AND (type = '' OR t.id = type) AND
  (province = '' OR EXISTS { MATCH (a)-[:LOCATED_IN]->(p:Province) WHERE p.id = province })
RETURN s.id AS system, s.name AS name, a.name AS operator, coalesce(a.sworn_officers, -1) AS officers
ORDER BY officers DESC, system;
