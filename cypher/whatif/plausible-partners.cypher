// Plausible partners of a system
// @fr Partenaires plausibles d'un système
// Live systems that it has no live link with, of a type that live links join with its type elsewhere, and which share
// a home with it, relay, or are a national repository. Times: how many live links join the two types.
// @param system  system   which system
WITH 'drps-rms' AS system
MATCH (x:System {id: system})-[:OF_TYPE]->(k:SystemType)
WHERE x.live
MATCH (k)<-[:OF_TYPE]-(s:System)-[f:FEEDS]-(o:System)-[:OF_TYPE]->(y:SystemType)
WHERE s.id <> o.id
WITH x, y, count(DISTINCT f.link) AS times
MATCH (y)<-[:OF_TYPE]-(p:System)
WHERE p.live AND p.id <> x.id
WITH x, y, times, p, any(h IN p.homes WHERE h IN x.homes) AS same_home
WHERE same_home OR p.relays OR y.id = 'national_repository'
OPTIONAL MATCH (p)-[l:FEEDS]-(x)
WITH y, times, p, same_home, count(l) AS flows
WHERE flows = 0
RETURN p.id AS partner, p.name AS name, y.id AS system_type, times AS times, same_home AS same_home,
       p.relays AS relays, y.id = 'national_repository' AS national_repository
ORDER BY times DESC, partner;
