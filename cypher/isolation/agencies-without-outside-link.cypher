// Agencies without a link to the outside
// @fr Organismes sans lien vers l'extérieur
// Agencies that operate (without being a host) or work in live systems, none of which has a live link beyond their
// own organisation: all are isolated or connected inside only.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (a:Agency)-[:OPERATES|USES]->(s:System)
WHERE s.live AND (sector = '' OR a.sector = sector)
WITH a, count(DISTINCT s.id) AS systems,
     count(DISTINCT CASE WHEN s.interconnected AND NOT s.internal_only THEN s.id END) AS outward,
     count(DISTINCT CASE WHEN s.internal_only THEN s.id END) AS inward
WHERE outward = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers,
       systems AS systems, inward AS internal_only
ORDER BY officers DESC, agency;
