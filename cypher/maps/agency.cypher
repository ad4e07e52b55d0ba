// One agency
// @fr Un organisme
// The live systems that it operates, hosts, works in, reads or sends records into, and their live links.
// @param agency  agency   which one
// @shows map
WITH 'peel-regional-police' AS agency
MATCH (a:Agency {id: agency})-[u:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System)
WHERE s.live
OPTIONAL MATCH (s)-[f:FEEDS]-(t:System)
RETURN a AS agency_node, u AS uses, s AS system, f AS feeds, t AS other;
