// Whose records are seen by the most agencies
// @fr Les systèmes dont le plus d'organismes voient les dossiers
// Live systems by the number of agencies that can see a record of them, in the system itself or over live flows.
// @param class  data class   which class; empty means any
// @param least  number       agencies at least
// @needs visibility
WITH '' AS class, 20 AS least
MATCH (o:System)-[w:OFFERED_BY]->(q:System)
WHERE o.id = q.id
WITH o, class, least, w.classes AS own
OPTIONAL MATCH (o)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)
WHERE o.id <> t.id
WITH o, t, class, least, own, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes, f.passes AS passes
WHERE class = '' OR class IN own
WITH o, least,
     CASE WHEN any(c IN classes WHERE c IN passes AND (class = '' OR c = class)) THEN t.id ELSE o.id END AS place
UNWIND [o.id, place] AS spot
WITH DISTINCT o, least, spot
MATCH (p:System {id: spot})<-[:OPERATES|USES|READS]-(a:Agency)
WITH o, least, count(DISTINCT a.id) AS agencies, count(DISTINCT a.organisation) AS organisations
WHERE agencies >= least
MATCH (o)-[:OF_TYPE]->(k:SystemType)
RETURN o.id AS system, o.name AS name, k.id AS system_type, agencies AS agencies, organisations AS organisations
ORDER BY agencies DESC, system;
