// Who works in one system with an agency
// @fr Qui travaille dans un même système qu'un organisme
// Agencies of other organisations that work in a live system in which the agency works, operating it or not: a common
// application, level 2 of SAFECOM's data lane.
// @param agency  agency   with whom
WITH 'rcmp' AS agency
MATCH (a:Agency {id: agency})-[:OPERATES|USES]->(s:System)<-[:OPERATES|USES]-(b:Agency)
WHERE s.live AND b.organisation <> a.organisation
WITH DISTINCT b, s.id AS system
ORDER BY system
RETURN b.id AS other, b.name AS name, collect(system) AS systems
ORDER BY other;
