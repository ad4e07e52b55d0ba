// Systems that would be isolated if a system failed
// @fr Systèmes qui seraient isolés si un système tombait en panne
// Live systems whose only partner it is.
// @param system  system   the system that fails
WITH 'rcmp-cpic' AS system
MATCH (x:System {id: system})-[:FEEDS]-(s:System)
WHERE s.partners = 1
WITH DISTINCT s
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s)
MATCH (s)-[:OF_TYPE]->(t:SystemType)
RETURN s.id AS system_id, s.name AS name, t.id AS system_type, a.id AS operator
ORDER BY system_id;
