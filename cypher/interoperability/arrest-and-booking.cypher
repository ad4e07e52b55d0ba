// Arrest and booking: mugshots and fingerprints
// @fr Arrestation et écrou : photos et empreintes
// For each live arrest and booking system: whether a live link brings its own mugshots straight into a records
// management system, and its own fingerprints straight into a national repository or biometric system. What it relays
// for others does not count.
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(:SystemType {id: 'arrest_booking'})
WHERE s.live
OPTIONAL MATCH (s)-[f:FEEDS]->(o:System)
WITH a, s, o, f.passes AS passes
OPTIONAL MATCH (o)-[:OF_TYPE]->(y:SystemType)
WITH a, s, count(DISTINCT o.id) AS feeds,
     max(CASE WHEN y.id = 'rms' AND 'mugshots' IN s.holds AND 'mugshots' IN passes THEN 1 ELSE 0 END) AS mugshots,
     max(CASE WHEN y.id IN ['national_repository', 'biometric'] AND 'fingerprints' IN s.holds
                   AND 'fingerprints' IN passes THEN 1 ELSE 0 END) AS prints
RETURN s.id AS system, s.name AS name, a.id AS operator, s.holds AS holds, feeds AS feeds,
       mugshots = 1 AS mugshots_to_rms, prints = 1 AS fingerprints_to_repository
ORDER BY system;
