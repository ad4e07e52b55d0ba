// What connecting a system to each relay would yield
// @fr Ce que donnerait le lien d'un système avec chaque relais
// A proposed link adds the flows between the two that are missing, each by query and in full; a relay or national
// repository takes only the classes that it deals in (holds, or gets by name over a live flow). Own: the new (agency,
// system, class) triples of the agencies that read the system, from what the relay offers today. Others: the new
// triples of agencies that read the relay but not the system, of the system's own records. Both are exact; what the
// relay would pass on to further systems is not counted here, the whatif command does.
// @param system  system   the system to connect
// @needs visibility
WITH 'drps-rms' AS system
MATCH (x:System {id: system})-[:OF_TYPE]->(k:SystemType)
WHERE x.live
MATCH (x)-[w:OFFERED_BY]->(y:System)
WHERE y.id = x.id
WITH x, w.classes AS own, x.relays OR k.id = 'national_repository' AS choosy
MATCH (o:System)-[p:OFFERED_BY]->(r:System)
WHERE r.relays AND r.id <> x.id AND o.id <> x.id
UNWIND p.classes AS class
WITH x, own, r, o, class,
     NOT choosy OR class IN own OR EXISTS { MATCH (x)<-[g:FEEDS]-(:System) WHERE class IN g.carries } AS taken
WITH x, own, r, taken, COUNT {
       MATCH (x)<-[:OPERATES|USES|READS]-(a:Agency)
       WHERE NOT EXISTS { MATCH (a)-[:OPERATES|USES|READS]->(o) }
         AND NOT EXISTS {
           MATCH (o)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)<-[:OPERATES|USES|READS]-(a)
           WHERE t.live AND o.id <> t.id
             AND class IN f.passes AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END }
       RETURN DISTINCT a.id AS reader } AS missing
WITH x, own, r, sum(CASE WHEN taken THEN missing ELSE 0 END) AS gained
WITH x, own, r, gained, COUNT { MATCH (r)-[:FEEDS]->(x) } AS forth, COUNT { MATCH (x)-[:FEEDS]->(r) } AS back
MATCH (r)-[w:OFFERED_BY]->(q:System)
WHERE q.id = r.id
UNWIND own AS class
WITH x, r, gained, forth, back, class,
     class IN w.classes OR EXISTS { MATCH (r)<-[g:FEEDS]-(:System) WHERE class IN g.carries } AS deals
WITH r, gained, forth, back, deals, COUNT {
       MATCH (r)<-[:OPERATES|USES|READS]-(b:Agency)
       WHERE NOT EXISTS { MATCH (b)-[:OPERATES|USES|READS]->(x) }
         AND NOT EXISTS {
           MATCH (x)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)<-[:OPERATES|USES|READS]-(b)
           WHERE t.live AND t.id <> x.id
             AND class IN f.passes AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END }
       RETURN DISTINCT b.id AS reader } AS new
WITH r, gained, forth, back, sum(CASE WHEN deals AND back = 0 THEN new ELSE 0 END) AS shared
RETURN r.id AS relay, r.name AS name, CASE WHEN forth = 0 THEN gained ELSE 0 END AS own_gain, shared AS others_gain,
       CASE WHEN forth = 0 AND back = 0 THEN 'both' WHEN forth = 0 THEN 'from' WHEN back = 0 THEN 'to' ELSE '' END AS adds
ORDER BY own_gain DESC, others_gain DESC, relay;
