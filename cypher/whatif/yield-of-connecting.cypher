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
OPTIONAL MATCH (x)<-[g:FEEDS]-(:System)
WITH x, x.relays OR k.id = 'national_repository' AS choosy, collect(g.carries) AS carried
MATCH (x)-[w:OFFERED_BY]->(y:System)
WHERE y.id = x.id
WITH x, choosy, carried, w.classes AS own
OPTIONAL MATCH (x)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)
WHERE t.live AND t.id <> x.id
WITH x, choosy, carried, own, t, f.passes AS passes, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes
OPTIONAL MATCH (t)<-[:OPERATES|USES|READS]-(b:Agency)
WITH x, choosy, carried, own, b, passes, classes
UNWIND own AS class
WITH x, choosy, carried, own,
     collect(DISTINCT CASE WHEN class IN passes AND class IN classes THEN b.id + ' ' + class END) AS seers
OPTIONAL MATCH (x)<-[:OPERATES|USES|READS]-(a:Agency)
WITH x, choosy, carried, own, seers, collect(DISTINCT a.id) AS readers
UNWIND CASE WHEN size(readers) = 0 THEN [''] ELSE readers END AS reader
OPTIONAL MATCH (a:Agency)-[:OPERATES|USES|READS]->(t:System)
WHERE a.id = reader AND t.live
WITH DISTINCT x, choosy, carried, own, seers, readers, reader, t
OPTIONAL MATCH (t)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id
WITH x, choosy, carried, own, seers, readers, reader, t, o, f.passes AS passes,
     CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes
UNWIND CASE WHEN classes IS NULL OR size(classes) = 0 THEN [''] ELSE classes END AS class
WITH x, choosy, carried, own, seers, readers, reader, collect(DISTINCT t.id) AS read_in,
     collect(DISTINCT CASE WHEN class IN passes THEN o.id + ' ' + class END) AS seen
MATCH (o:System)-[m:OFFERED_BY]->(q:System)
WHERE o.id = q.id AND o.id <> x.id
UNWIND m.classes AS class
WITH x, choosy, carried, own, seers, readers, o, class,
     sum(CASE WHEN reader = '' OR o.id IN read_in OR (o.id + ' ' + class) IN seen THEN 0 ELSE 1 END) AS missing
MATCH (o)-[p:OFFERED_BY]->(r:System)
WHERE r.relays AND r.id <> x.id
WITH x, own, seers, readers, r,
     sum(CASE WHEN class IN p.classes AND (NOT choosy OR class IN own OR any(c IN carried WHERE class IN c))
              THEN missing ELSE 0 END) AS gained
OPTIONAL MATCH (r)-[h:FEEDS]->(x)
WITH x, own, seers, readers, r, gained, count(h) AS forth
OPTIONAL MATCH (x)-[e:FEEDS]->(r)
WITH own, seers, readers, r, gained, forth, count(e) AS back
OPTIONAL MATCH (r)<-[g:FEEDS]-(:System)
WITH own, seers, readers, r, gained, forth, back, collect(g.carries) AS carried
MATCH (r)-[w:OFFERED_BY]->(q:System)
WHERE q.id = r.id
WITH own, seers, readers, r, gained, forth, back, carried, w.classes AS deals
OPTIONAL MATCH (r)<-[:OPERATES|USES|READS]-(b:Agency)
WITH DISTINCT own, seers, readers, r, gained, forth, back, carried, deals, b.id AS other
UNWIND own AS class
WITH r, gained, forth, back,
     sum(CASE WHEN other IS NULL OR other IN readers OR (other + ' ' + class) IN seers OR back > 0 THEN 0
              WHEN class IN deals OR any(c IN carried WHERE class IN c) THEN 1 ELSE 0 END) AS shared
RETURN r.id AS relay, r.name AS name, CASE WHEN forth = 0 THEN gained ELSE 0 END AS own_gain, shared AS others_gain,
       CASE WHEN forth = 0 AND back = 0 THEN 'both' WHEN forth = 0 THEN 'from' WHEN back = 0 THEN 'to' ELSE '' END AS adds
ORDER BY own_gain DESC, others_gain DESC, relay;
