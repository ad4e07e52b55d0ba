// What one agency can see
// @fr Ce qu'un organisme peut voir
// Every (system, class) of records within reach of the agency, in the systems that it reads or over live flows into
// them. Can see means technically within reach; permission is another matter.
// @param agency  agency   who looks
// @needs visibility
WITH 'peel-regional-police' AS agency
MATCH (a:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)<-[v:OFFERED_BY]-(o:System)
WHERE t.live
UNWIND v.classes AS class
RETURN DISTINCT o.id AS system, class
UNION
WITH 'peel-regional-police' AS agency
MATCH (:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)
WHERE t.live
WITH DISTINCT t
MATCH (t)<-[f:FEEDS]-(b:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id
WITH o, f.passes AS passes, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes
UNWIND classes AS class
WITH o, class, passes
WHERE class IN passes
RETURN DISTINCT o.id AS system, class;
