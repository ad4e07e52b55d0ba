// Common partners of two systems
// @fr Partenaires communs de deux systèmes
// Systems that have a live link with both.
// @param system  system   the one
// @param other   system   the other
WITH 'peel-niche-rms' AS system, 'rcmp-pros' AS other
MATCH (s:System {id: system})-[:FEEDS]-(c:System)
WITH DISTINCT c, other
MATCH (c)-[:FEEDS]-(o:System {id: other})
WITH DISTINCT c
MATCH (c)-[:OF_TYPE]->(t:SystemType)
RETURN c.id AS partner, c.name AS name, t.id AS system_type, c.relays AS relays
ORDER BY partner;
