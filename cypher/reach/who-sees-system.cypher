// Who can see one system's records
// @fr Qui peut voir les dossiers d'un système
// Every (agency, class): agencies that read the system itself, and those that its records reach over live flows.
// Can see means technically within reach; permission is another matter.
// @param system  system   whose records
// @needs visibility
WITH 'peel-niche-rms' AS system
MATCH (o:System {id: system})-[v:OFFERED_BY]->(t:System)<-[:OPERATES|USES|READS]-(a:Agency)
WHERE t.live
UNWIND v.classes AS class
RETURN DISTINCT a.id AS agency, class
UNION
WITH 'peel-niche-rms' AS system
MATCH (o:System {id: system})-[v:OFFERED_BY]->(b:System)-[f:FEEDS]->(t:System)
WHERE t.live AND o.id <> t.id
WITH t, f.passes AS passes, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes
UNWIND classes AS class
WITH DISTINCT t, class, passes
WHERE class IN passes
MATCH (t)<-[:OPERATES|USES|READS]-(a:Agency)
RETURN DISTINCT a.id AS agency, class;
