// Links between each two types of system
// @fr Liens entre chaque paire de types de système
// Live links, each counted once whatever its direction; types in the order of their ids, so each pair stands once.
MATCH (x:SystemType)<-[:OF_TYPE]-(s:System)-[f:FEEDS]-(o:System)-[:OF_TYPE]->(y:SystemType)
WHERE s.id <> o.id AND x.id <= y.id
RETURN x.id AS system_type, y.id AS other_type, count(DISTINCT f.link) AS links,
       count(DISTINCT s.id) AS systems, count(DISTINCT o.id) AS others
ORDER BY links DESC, system_type, other_type;
