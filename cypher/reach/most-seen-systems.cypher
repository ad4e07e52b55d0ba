// Whose records are seen by the most agencies
// @fr Les systèmes dont le plus d'organismes voient les dossiers
// Live systems by the number of agencies that can see a record of them, in the system itself or over live flows; of a
// class, those that hold it.
// @param class  data class   which class; empty means any
// @param least  number       agencies at least; empty means any number
// @needs visibility
WITH '' AS class, 20 AS least
MATCH (o:System)-[w:OFFERED_BY]->(q:System)
WHERE o.id = q.id AND (class = '' OR class IN w.classes)
OPTIONAL MATCH (o)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)
WHERE class <> '' AND o.id <> t.id AND class IN f.passes
  AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END
WITH o, class, least, collect(DISTINCT t) + o AS places
UNWIND CASE WHEN class = '' THEN [o] ELSE places END AS place
OPTIONAL MATCH (place)<-[:OPERATES|USES|READS]-(a:Agency)
WITH o, class, least, count(DISTINCT a) AS counted, count(DISTINCT a.organisation) AS counted_organisations
WITH o, least, CASE WHEN class = '' THEN o.seen_by ELSE counted END AS agencies,
     CASE WHEN class = '' THEN o.seen_by_organisations ELSE counted_organisations END AS organisations
WHERE agencies >= least
MATCH (o)-[:OF_TYPE]->(k:SystemType)
RETURN o.id AS system, o.name AS name, k.id AS system_type, agencies AS agencies, organisations AS organisations
ORDER BY agencies DESC, system;
