// Agencies that cannot see a class of records
// @fr Organismes qui ne peuvent voir aucun dossier d'une classe
// Agencies that see no record of the class at all: neither in a live system that they read nor over live flows into
// one. None recorded is not the same as none.
// @param class   data class   which class
// @param sector  sector       which sector; empty means all
// @needs visibility
WITH 'warrants' AS class, 'policing' AS sector
MATCH (a:Agency)
WHERE (sector = '' OR a.sector = sector) AND NOT EXISTS {
  MATCH (a)-[:OPERATES|USES|READS]->(t:System)
  WHERE t.live AND (
    EXISTS { MATCH (t)<-[w:OFFERED_BY]-(o:System) WHERE o.id = t.id AND class IN w.classes } OR
    EXISTS { MATCH (t)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(o:System)
             WHERE o.id <> t.id AND class IN f.passes
               AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END } )
}
OPTIONAL MATCH (a)-[:OPERATES|USES|READS]->(t:System)
WHERE t.live
WITH a, count(DISTINCT t) AS systems
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers,
       systems AS systems_read
ORDER BY officers DESC, agency;
