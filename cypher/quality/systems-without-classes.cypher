// Systems of which nobody has said what they hold
// @fr Systèmes dont on n'a pas dit ce qu'ils contiennent
// Live systems whose classes of records are not recorded: their records count as unspecified.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND size(s.holds) = 0 AND (type = '' OR t.id = type)
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator, s.partners AS partners
ORDER BY system;
