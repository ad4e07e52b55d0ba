// Agencies whose sight over links is all pointers
// @fr Organismes qui ne voient que des pointeurs par leurs liens
// Agencies with at least one live flow that brings records into a system that they read, where every such flow gives
// an index or a hit, none the content. Only this last step is looked at; what they read inside a shared system, and
// pointers further back, are the business of the reach command.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (a:Agency)-[:OPERATES|USES|READS]->(t:System)<-[f:FEEDS]-(b:System)
WHERE t.live AND (sector = '' OR a.sector = sector)
WITH a, b, f.link AS link, f.reverse AS reverse, size(f.passes) AS passing, coalesce(f.access, 'content') AS access
WHERE passing > 0
WITH a, count(DISTINCT link) AS links, count(DISTINCT b.id) AS systems,
     sum(CASE WHEN access = 'content' THEN 1 ELSE 0 END) AS full
WHERE full = 0
RETURN a.id AS agency, a.name AS name, links AS links, systems AS systems
ORDER BY agency;
