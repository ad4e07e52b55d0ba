// Systems connected only inside their organisation
// @fr Systèmes reliés seulement à l'interne
// Live systems with live links, all of them to systems that share a home with them.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.internal_only AND (type = '' OR t.id = type)
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator, s.partners AS partners
ORDER BY system;
