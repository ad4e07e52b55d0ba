// Live links by standard
// @fr Liens actifs par norme
// How many live links follow each standard, and how many systems they join; an empty id gathers links whose standard
// nobody has named, none those that are known to follow none.
MATCH (s:System)-[f:FEEDS]-(:System)
WITH coalesce(f.standard, '') AS standard, count(DISTINCT f.link) AS links, count(DISTINCT s.id) AS systems
OPTIONAL MATCH (n:Standard)
WHERE n.id = standard
RETURN standard AS standard_id, n.name AS name, n.owner AS owner, n.openness AS openness, links AS links,
       systems AS systems
ORDER BY links DESC, standard_id;
