// Agencies whose records nobody else can see
// @fr Organismes dont personne d'autre ne peut voir les dossiers
// Agencies that operate, work in or send records into live systems, while no agency of another organisation can see a
// record of any of these, by reading the system itself or over live flows. Can see means technically within reach.
// @needs visibility
MATCH (p:System)
WHERE p.live
OPTIONAL MATCH (p)<-[:OPERATES|USES|READS]-(b:Agency)
WITH p, min(b.organisation) AS first, max(b.organisation) AS last
OPTIONAL MATCH (p)<-[f:FEEDS]-(:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> p.id AND any(c IN f.passes WHERE c IN CASE WHEN f.answers THEN v.classes ELSE v.stored END)
UNWIND [o, p] AS s
WITH s AS o, min(first) AS first, max(last) AS last
MATCH (o)<-[:OPERATES|USES|CONTRIBUTES_TO]-(a:Agency)
WITH a, o, CASE WHEN first <> a.organisation OR last <> a.organisation THEN 1 ELSE 0 END AS seen
WITH a, count(DISTINCT o) AS systems, max(seen) AS is_seen
WHERE is_seen = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, coalesce(a.sworn_officers, -1) AS officers, systems AS systems
ORDER BY officers DESC, agency;
