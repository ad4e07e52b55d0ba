// Mobile reporting: what it is connected with, and how fresh it is
// @fr Rapports mobiles : à quoi ils sont reliés, et avec quelle fraîcheur
// For each type of partner, the live mobile reporting systems with a live link to one, and of these those with a link
// known to be live, and those with a daily or periodic copy.
MATCH (s:System)-[:OF_TYPE]->(t:SystemType {id: 'mobile_reporting'})
WHERE s.live
WITH t, count(s) AS total
MATCH (t)<-[:OF_TYPE]-(s:System)-[f:FEEDS]-(o:System)
WITH s, o, total, f.latency AS latency
MATCH (o)-[:OF_TYPE]->(y:SystemType)
WITH y, total, count(DISTINCT s.id) AS systems, count(DISTINCT CASE WHEN latency = 'live' THEN s.id END) AS at_once,
     count(DISTINCT CASE WHEN latency = 'daily' OR latency = 'periodic' THEN s.id END) AS copied
RETURN y.id AS partner_type, y.name AS name, systems AS systems, total AS of_systems,
       round(100.0 * systems / total, 1) AS percent, at_once AS at_once, copied AS copied
ORDER BY systems DESC, partner_type;
