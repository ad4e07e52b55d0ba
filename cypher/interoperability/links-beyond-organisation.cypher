// Links beyond the own organisation, by agency
// @fr Liens au-delà de sa propre organisation, par organisme
// Of the live systems that each agency operates (without being a host) or works in: how many have a live link, how many
// one inside the agency's own organisation and how many one beyond it. A link stays inside an agency's organisation
// where that organisation is a home of both ends and neither is a broker or national repository. A link that is
// internal because another organisation is a home of both ends leads beyond this one.
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
WITH a, s, max(linked) AS linked, max(linked - outward) AS inward, max(outward) AS outward
RETURN a.id AS agency, a.name AS name, a.organisation AS organisation, count(s) AS systems,
       sum(linked) AS interconnected, sum(inward) AS linked_inside, sum(outward) AS linked_beyond
ORDER BY linked_beyond DESC, agency;
