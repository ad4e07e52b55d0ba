// Agencies whose records nobody else can see
// @fr Organismes dont personne d'autre ne peut voir les dossiers
// Agencies that operate, work in or send records into live systems, while no agency of another organisation can see a
// record of any of these, by reading the system itself or over live flows. Can see means technically within reach.
// @needs visibility
MATCH (o:System)
WHERE o.live
OPTIONAL MATCH (o)-[v:OFFERED_BY]->(:System)-[f:FEEDS]->(t:System)
WHERE o.id <> t.id
WITH o, t, CASE WHEN f.answers THEN v.classes ELSE v.stored END AS classes, f.passes AS passes
UNWIND [o.id, CASE WHEN any(c IN classes WHERE c IN passes) THEN t.id ELSE o.id END] AS place
WITH DISTINCT o, place
MATCH (p:System {id: place})
OPTIONAL MATCH (p)<-[:OPERATES|USES|READS]-(b:Agency)
WITH o, collect(DISTINCT b.organisation) AS seeing
MATCH (o)<-[:OPERATES|USES|CONTRIBUTES_TO]-(a:Agency)
WITH a, o, any(x IN seeing WHERE x <> a.organisation) AS seen
WITH a, count(DISTINCT o.id) AS systems, max(CASE WHEN seen THEN 1 ELSE 0 END) AS is_seen
WHERE is_seen = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers, systems AS systems
ORDER BY officers DESC, agency;
