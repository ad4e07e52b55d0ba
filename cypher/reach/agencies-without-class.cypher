// Agencies that cannot see a class of records
// @fr Organismes qui ne peuvent voir aucun dossier d'une classe
// Agencies that see no record of the class at all: neither in a live system that they read nor over live flows into
// one. None recorded is not the same as none.
// @param class   data class   which class
// @param sector  sector       which sector; empty means all
// @needs visibility
WITH 'warrants' AS class, 'policing' AS sector
MATCH (a:Agency)
WHERE sector = '' OR a.sector = sector
OPTIONAL MATCH (a)-[:OPERATES|USES|READS]->(t:System)
WHERE t.live
WITH DISTINCT a, t, class
OPTIONAL MATCH (t)<-[w:OFFERED_BY]-(o:System)
WHERE o.id = t.id
WITH a, t, class, max(CASE WHEN class IN w.classes THEN 1 ELSE 0 END) AS own
OPTIONAL MATCH (t)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id
WITH a, t, own,
     max(CASE WHEN class IN f.passes AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END
              THEN 1 ELSE 0 END) AS comes
WITH a, count(t) AS systems, max(own) AS own, max(comes) AS comes
WHERE own = 0 AND comes = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers,
       systems AS systems_read
ORDER BY officers DESC, agency;
