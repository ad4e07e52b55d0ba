// Agencies whose sight over links is all pointers
// @fr Organismes qui ne voient que des pointeurs par leurs liens
// Agencies with at least one live flow that brings records into a system that they read, where every such flow gives
// an index or a hit, none the content. Only this last step is looked at; what they read inside a shared system, and
// pointers further back, are the business of the reach command.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (a:Agency)
WHERE (sector = '' OR a.sector = sector) AND NOT EXISTS {
  MATCH (a)-[:OPERATES|USES|READS]->(t:System)
  WHERE t.live AND EXISTS {
    MATCH (t)<-[f:FEEDS]-(:System)
    WHERE size(f.passes) > 0 AND coalesce(f.access, 'content') = 'content' }
}
MATCH (a)-[:OPERATES|USES|READS]->(t:System)<-[f:FEEDS]-(b:System)
WHERE t.live AND size(f.passes) > 0
WITH a, count(DISTINCT f.link) AS links, count(DISTINCT b.id) AS systems
RETURN a.id AS agency, a.name AS name, links AS links, systems AS systems
ORDER BY agency;
