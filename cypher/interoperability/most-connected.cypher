// The most connected systems
// @fr Les systèmes les plus reliés
// Live systems by number of partners, with the number of live links and how many organisations' systems they join.
// @param least  number   partners at least; empty means any number
WITH 3 AS least
MATCH (s:System)
WHERE s.live AND s.partners >= least
OPTIONAL MATCH (s)-[f:FEEDS]-(:System)
WITH s, count(DISTINCT f.link) AS links
MATCH (s)-[:OF_TYPE]->(t:SystemType)
OPTIONAL MATCH (s)-[:FEEDS]-(o:System)<-[:OPERATES|USES]-(a:Agency)
WITH s, t, links, count(DISTINCT a.organisation) AS organisations
RETURN s.id AS system, s.name AS name, t.id AS system_type, s.partners AS partners, links AS links,
       organisations AS organisations, s.relays AS relays
ORDER BY partners DESC, links DESC, system;
