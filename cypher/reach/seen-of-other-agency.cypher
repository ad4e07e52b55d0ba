// What one agency can see of another
// @fr Ce qu'un organisme peut voir d'un autre
// Every (system, class) within reach of the first agency whose system the second supplies: operates without being a
// host, works in, or sends records into. Can see means technically within reach.
// @param agency  agency   who looks
// @param other   agency   whose records
// @needs visibility
WITH 'peel-regional-police' AS agency, 'rcmp' AS other
MATCH (a:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)<-[v:OFFERED_BY]-(o:System)
WHERE t.live AND o.live
WITH o, v.classes AS classes, other
MATCH (:Agency {id: other})-[:OPERATES|USES|CONTRIBUTES_TO]->(o)
UNWIND classes AS class
RETURN DISTINCT o.id AS system, class
UNION
WITH 'peel-regional-police' AS agency, 'rcmp' AS other
MATCH (:Agency {id: agency})-[:OPERATES|USES|READS]->(t:System)
WHERE t.live
WITH DISTINCT t, other
MATCH (t)<-[f:FEEDS]-(b:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id
WITH o, f.passes AS passes, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes, other
MATCH (:Agency {id: other})-[:OPERATES|USES|CONTRIBUTES_TO]->(o)
UNWIND classes AS class
WITH o, class, passes
WHERE class IN passes
RETURN DISTINCT o.id AS system, class;
