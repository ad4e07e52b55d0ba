// Agencies and the systems they have
// @fr Organismes et leurs systèmes
// How many live systems each agency operates or hosts, and how many of others it works in, reads or sends records
// into. A host's own systems count as operated, though they make it neither reader nor supplier.
// @param province  province   which province; empty means all
// @param sector    sector     which sector; empty means all
WITH '' AS province, 'policing' AS sector
MATCH (a:Agency)
WHERE sector = '' OR a.sector = sector
OPTIONAL MATCH (a)-[:LOCATED_IN]->(p:Province)
WITH a, p, province
WHERE province = '' OR p.id = province
OPTIONAL MATCH (a)-[:OPERATES|HOSTS]->(s:System)
WITH a, p, sum(CASE WHEN s.live THEN 1 ELSE 0 END) AS operated
OPTIONAL MATCH (a)-[:USES|READS|CONTRIBUTES_TO]->(u:System)
WHERE u.live AND NOT EXISTS { MATCH (a)-[:OPERATES|HOSTS]->(u) }
WITH a, p, operated, count(DISTINCT u.id) AS used
RETURN a.id AS agency, a.name AS name, a.level AS level, p.id AS located_in, a.organisation AS organisation,
       a.sworn_officers AS officers, coalesce(operated, 0) AS operated, used AS used
ORDER BY agency;
