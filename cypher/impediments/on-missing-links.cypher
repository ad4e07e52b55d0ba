// What holds a particular link back
// @fr Ce qui empêche un lien précis
// Impediments that name the system which the missing link would reach, and whether a live link with it exists by now
// (of the system itself, or of any system that the agency operates, hosts or works in).
MATCH (s:System)-[h:HELD_BACK_BY]->(i:Impediment)
WHERE h.reaches IS NOT NULL
WITH s, h.reaches AS reaches, h.note AS note, i
OPTIONAL MATCH (s)-[f:FEEDS]-(o:System)
WITH s, reaches, note, i, sum(CASE WHEN o.id = reaches THEN 1 ELSE 0 END) AS flows
RETURN s.id AS subject, reaches AS reaches_system, i.id AS cause, note AS stated, flows > 0 AS linked_by_now
UNION ALL
MATCH (a:Agency)-[h:HELD_BACK_BY]->(i:Impediment)
WHERE h.reaches IS NOT NULL
WITH a, h.reaches AS reaches, h.note AS note, i
OPTIONAL MATCH (a)-[:OPERATES|HOSTS|USES]->(:System)-[f:FEEDS]-(o:System)
WITH a, reaches, note, i, sum(CASE WHEN o.id = reaches THEN 1 ELSE 0 END) AS flows
RETURN a.id AS subject, reaches AS reaches_system, i.id AS cause, note AS stated, flows > 0 AS linked_by_now;
