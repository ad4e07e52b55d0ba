// What one agency can see by class, and through what
// @fr Ce qu'un organisme peut voir par classe, et par où
// For each class and each system that the agency reads: from how many systems records of the class come, and which
// system hands them over last. Where that is empty, they are the read system's own.
// @param agency  agency       who looks
// @param class   data class   which class; empty means all
// @needs visibility
WITH 'peel-regional-police' AS agency, '' AS class
MATCH (a:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)<-[v:OFFERED_BY]-(o:System)
WHERE t.live AND o.id = t.id
UNWIND v.classes AS seen
WITH DISTINCT t, seen, class
WHERE class = '' OR seen = class
RETURN seen AS data_class, t.id AS read_in, '' AS through, 1 AS systems
UNION ALL
WITH 'peel-regional-police' AS agency, '' AS class
MATCH (:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)
WHERE t.live
WITH DISTINCT t, class
MATCH (t)<-[f:FEEDS]-(b:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id
WITH t, b, o, class, f.passes AS passes, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes
UNWIND classes AS seen
WITH t, b, o, class, passes, seen
WHERE seen IN passes AND (class = '' OR seen = class)
RETURN seen AS data_class, t.id AS read_in, b.id AS through, count(DISTINCT o.id) AS systems;
