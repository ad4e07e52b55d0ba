// How many agencies have a system of each type
// @fr Combien d'organismes ont un système de chaque type
// Agencies with a live system of the type recorded: they operate it (without being a host), work in it, read it or
// send records into it. Absent means that none is recorded, not that there is none.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
MATCH (n:Agency)
WHERE sector = '' OR n.sector = sector
WITH sector, count(n) AS agencies
MATCH (t:SystemType)
OPTIONAL MATCH (t)<-[:OF_TYPE]-(s:System)<-[:OPERATES|USES|READS|CONTRIBUTES_TO]-(a:Agency)
WHERE s.live AND (sector = '' OR a.sector = sector)
WITH t, agencies, count(DISTINCT a.id) AS having, count(DISTINCT s.id) AS systems
RETURN t.id AS system_type, t.name AS name, systems AS systems, having AS with_system, agencies AS agencies,
       round(100.0 * having / agencies, 1) AS percent
ORDER BY with_system DESC, system_type;
