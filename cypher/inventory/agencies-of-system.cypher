// The agencies of one system
// @fr Les organismes d'un système
// Who operates or hosts it, works in it (a user), reads it (a reader) or sends records into it (a contributor), as
// recorded: an operator may have a role beside.
// @param system  system   which system
WITH 'on-powercase' AS system
MATCH (s:System {id: system})<-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]-(a:Agency)
WITH DISTINCT a, s
OPTIONAL MATCH (a)-[o:OPERATES|HOSTS]->(s)
WITH a, s, count(o) AS operates
OPTIONAL MATCH (a)-[u:USES]->(s)
WITH a, s, operates, count(u) AS uses
OPTIONAL MATCH (a)-[r:READS]->(s)
WITH a, s, operates, uses, count(r) AS reads
OPTIONAL MATCH (a)-[c:CONTRIBUTES_TO]->(s)
WITH a, operates, uses, reads, count(c) AS sends
RETURN a.id AS agency, a.name AS name, a.level AS level, operates > 0 AS operates, uses > 0 AS works_in,
       reads > 0 AS reads, sends > 0 AS sends
ORDER BY agency;
