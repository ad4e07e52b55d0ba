// The systems of one agency
// @fr Les systèmes d'un organisme
// What the agency operates or hosts, works in (as a user), reads (as a reader) or sends records into (as a
// contributor), as recorded: an operator may have a role beside. Live or not.
// @param agency  agency   whose systems
WITH 'peel-regional-police' AS agency
MATCH (a:Agency {id: agency})-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System)
WITH DISTINCT a, s
OPTIONAL MATCH (a)-[o:OPERATES|HOSTS]->(s)
WITH a, s, count(o) AS operates
OPTIONAL MATCH (a)-[u:USES]->(s)
WITH a, s, operates, count(u) AS uses
OPTIONAL MATCH (a)-[r:READS]->(s)
WITH a, s, operates, uses, count(r) AS reads
OPTIONAL MATCH (a)-[c:CONTRIBUTES_TO]->(s)
WITH s, operates, uses, reads, count(c) AS sends
MATCH (s)-[:OF_TYPE]->(t:SystemType)
RETURN s.id AS system, s.name AS name, t.id AS system_type, s.status AS system_status,
       operates > 0 AS operates, uses > 0 AS works_in, reads > 0 AS reads, sends > 0 AS sends
ORDER BY system;
