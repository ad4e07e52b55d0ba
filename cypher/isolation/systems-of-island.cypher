// The systems of one island
// @fr Les systèmes d'un îlot
// All live systems that live links hold together with the one named.
// @param system  system   any system of the island
WITH 'peel-mugshot-db' AS system
MATCH (x:System {id: system})
WHERE x.live
WITH x.island AS island
MATCH (s:System)
WHERE s.island = island
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s)
MATCH (s)-[:OF_TYPE]->(t:SystemType)
RETURN s.id AS system_id, s.name AS name, t.id AS system_type, a.id AS operator, s.partners AS partners
ORDER BY system_id;
