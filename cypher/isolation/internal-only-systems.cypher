// Systems with internal links alone
// @fr Systèmes qui n'ont que des liens internes
// Live systems with live links, all of them internal: both ends share a home, and neither is a broker or national
// repository. Where several organisations share a system, a link that is internal to one leads beyond another: see
// links-beyond-organisation.
// @param type  system type   which type; empty means all
WITH '' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.internal_only AND (type = '' OR t.id = type)
RETURN s.id AS system, s.name AS name, t.id AS system_type, a.id AS operator, s.partners AS partners
ORDER BY system;
