// Business intelligence: what feeds it, and what it feeds
// @fr Informatique décisionnelle : ce qui l'alimente et ce qu'elle alimente
// For each live business intelligence system and type of partner, how many systems feed it and how many it feeds over
// live links. A system without any link has one row without a partner.
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(:SystemType {id: 'business_intelligence'})
WHERE s.live
OPTIONAL MATCH (s)-[:FEEDS]-(o:System)
WITH DISTINCT a, s, o
OPTIONAL MATCH (o)-[i:FEEDS]->(s)
WITH a, s, o, count(i) AS into_it
OPTIONAL MATCH (s)-[u:FEEDS]->(o)
WITH a, s, o, into_it, count(u) AS out_of_it
OPTIONAL MATCH (o)-[:OF_TYPE]->(y:SystemType)
WITH a, s, y, sum(CASE WHEN into_it > 0 THEN 1 ELSE 0 END) AS fed_by,
     sum(CASE WHEN out_of_it > 0 THEN 1 ELSE 0 END) AS feeds
RETURN s.id AS system, s.name AS name, a.id AS operator, y.id AS partner_type, fed_by AS fed_by, feeds AS feeds
ORDER BY system, partner_type;
