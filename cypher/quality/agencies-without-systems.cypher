// Agencies without a live system recorded
// @fr Organismes sans système actif consigné
// Agencies that operate or host no live system, nor work in, read or send records into one. None recorded is not none.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (a:Agency)
WHERE sector = '' OR a.sector = sector
OPTIONAL MATCH (a)-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System)
WITH a, count(DISTINCT CASE WHEN s.live THEN s.id END) AS systems
WHERE systems = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers
ORDER BY officers DESC, agency;
