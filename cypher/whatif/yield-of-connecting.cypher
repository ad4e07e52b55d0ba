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
MATCH (o:System)-[m:OFFERED_BY]->(q:System)
WHERE o.id = q.id AND o.id <> x.id
UNWIND m.classes AS class
OPTIONAL MATCH (x)<-[:OPERATES|USES|READS]-(a:Agency)
WITH DISTINCT x, choosy, carried, own, o, class, a
WITH x, choosy, carried, own, o, class, a,
     EXISTS { MATCH (a)-[:OPERATES|USES|READS]->(o) } AS reads,
     EXISTS { MATCH (a)-[:OPERATES|USES|READS]->(t:System)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(o)
              WHERE t.live AND t.id <> o.id AND class IN f.passes
                    AND ((f.answers AND class IN v.classes) OR (NOT f.answers AND class IN v.stored)) } AS comes
WITH x, choosy, carried, own, o, class,
     sum(CASE WHEN a.id IS NULL OR reads OR comes THEN 0 ELSE 1 END) AS missing
MATCH (o)-[p:OFFERED_BY]->(r:System)
WHERE r.relays AND r.id <> x.id
WITH x, own, r,
     sum(CASE WHEN class IN p.classes AND (NOT choosy OR class IN own OR any(c IN carried WHERE class IN c))
              THEN missing ELSE 0 END) AS gained
OPTIONAL MATCH (r)-[h:FEEDS]->(x)
WITH x, own, r, gained, count(h) AS forth
OPTIONAL MATCH (x)-[e:FEEDS]->(r)
WITH x, own, r, gained, forth, count(e) AS back
OPTIONAL MATCH (r)<-[g:FEEDS]-(:System)
WITH x, own, r, gained, forth, back, collect(g.carries) AS carried
MATCH (r)-[w:OFFERED_BY]->(q:System)
WHERE q.id = r.id
WITH x, own, r, gained, forth, back, carried, w.classes AS deals
UNWIND own AS class
OPTIONAL MATCH (r)<-[:OPERATES|USES|READS]-(b:Agency)
WITH DISTINCT x, r, gained, forth, back, carried, deals, class, b
WITH r, gained, forth, back, carried, deals, class, b,
     EXISTS { MATCH (b)-[:OPERATES|USES|READS]->(x) } AS reads,
     EXISTS { MATCH (b)-[:OPERATES|USES|READS]->(t:System)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(x)
              WHERE t.live AND t.id <> x.id AND class IN f.passes
                    AND ((f.answers AND class IN v.classes) OR (NOT f.answers AND class IN v.stored)) } AS comes
WITH r, gained, forth, back,
     sum(CASE WHEN b.id IS NULL OR reads OR comes OR back > 0 THEN 0
              WHEN class IN deals OR any(c IN carried WHERE class IN c) THEN 1 ELSE 0 END) AS shared
RETURN r.id AS relay, r.name AS name, CASE WHEN forth = 0 THEN gained ELSE 0 END AS own_gain, shared AS others_gain,
       CASE WHEN forth = 0 AND back = 0 THEN 'both' WHEN forth = 0 THEN 'from' WHEN back = 0 THEN 'to' ELSE '' END AS adds
ORDER BY own_gain DESC, others_gain DESC, relay;
