// How many agencies have to do with a system of each type
// @fr Combien d'organismes ont affaire à un système de chaque type
// Agencies with a live system of the type recorded. At_work: they operate it (without being a host) or work in it, as
// the study's table counts agencies. In_any_role: they do, or read it or send records into it; percent is of these.
// Absent means that none is recorded, not that there is none.
// @param sector  sector   which sector; empty means all
WITH 'policing' AS sector
OPTIONAL MATCH (n:Agency)
WHERE sector = '' OR n.sector = sector
WITH sector, count(n) AS agencies
MATCH (t:SystemType)
OPTIONAL MATCH (t)<-[:OF_TYPE]-(s:System)<-[:OPERATES|USES|READS|CONTRIBUTES_TO]-(a:Agency)
WHERE s.live AND (sector = '' OR a.sector = sector)
WITH t, sector, agencies, count(DISTINCT a.id) AS having, count(DISTINCT s.id) AS systems
OPTIONAL MATCH (t)<-[:OF_TYPE]-(s:System)<-[:OPERATES|USES]-(a:Agency)
WHERE s.live AND (sector = '' OR a.sector = sector)
WITH t, agencies, having, systems, count(DISTINCT a.id) AS at_work
RETURN t.id AS system_type, t.name AS name, systems AS systems, at_work AS at_work, having AS in_any_role,
       agencies AS of_agencies, CASE WHEN agencies > 0 THEN round(100.0 * having / agencies, 1) END AS percent
ORDER BY in_any_role DESC, system_type;
