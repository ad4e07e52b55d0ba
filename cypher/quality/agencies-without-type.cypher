// Agencies without a live system of one type recorded
// @fr Organismes sans système actif consigné d'un type
// Agencies that operate or host no live system of the type, nor work in, read or send records into one.
// @param type    system type   which type
// @param sector  sector        which sector; empty means all
WITH 'rms' AS type, 'policing' AS sector
MATCH (a:Agency)
WHERE sector = '' OR a.sector = sector
OPTIONAL MATCH (a)-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System)-[:OF_TYPE]->(t:SystemType {id: type})
WITH a, count(DISTINCT CASE WHEN s.live THEN s.id END) AS systems
WHERE systems = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers
ORDER BY officers DESC, agency;
