// One province or territory
// @fr Une province ou un territoire
// The live systems that its agencies operate, host or work in, and their live links, also those that leave it.
// @param province  province   which one
// @shows map
WITH 'NS' AS province
MATCH (a:Agency)-[:LOCATED_IN]->(:Province {id: province})
MATCH (a)-[u:OPERATES|HOSTS|USES]->(s:System)
WHERE s.live
OPTIONAL MATCH (s)-[f:FEEDS]-(t:System)
RETURN a AS agency, u AS uses, s AS system, f AS feeds, t AS other;
