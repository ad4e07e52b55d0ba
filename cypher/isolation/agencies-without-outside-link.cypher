// Agencies without a link beyond their own organisation
// @fr Organismes sans lien au-delà de leur organisation
// Agencies that operate (without being a host) or work in live systems, none of which has a live link beyond their own
// organisation: each is isolated, or all its links stay inside. A link stays inside an agency's organisation where
// that organisation is a home of both ends and neither is a broker or national repository. Inside_only: how many of
// the systems have links, all of them inside.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (a:Agency)-[:OPERATES|USES]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (sector = '' OR a.sector = sector)
WITH DISTINCT a, s, t
OPTIONAL MATCH (s)-[:FEEDS]-(p:System)
WITH DISTINCT a, s, t, p
OPTIONAL MATCH (p)-[:OF_TYPE]->(y:SystemType)
WITH a, s, CASE WHEN p.id IS NULL THEN 0 ELSE 1 END AS linked,
     CASE WHEN p.id IS NULL OR (a.organisation IN p.homes AND NOT t.id IN ['broker', 'national_repository']
                                AND NOT y.id IN ['broker', 'national_repository']) THEN 0 ELSE 1 END AS outward
WITH a, s, max(linked) AS linked, max(outward) AS outward
WITH a, count(s) AS systems, sum(linked) AS linked, max(outward) AS outward
WHERE outward = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers,
       systems AS systems, linked AS inside_only
ORDER BY officers DESC, agency;
