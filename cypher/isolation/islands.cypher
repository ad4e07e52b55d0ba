// Islands of connected systems
// @fr Îlots de systèmes reliés
// Groups of live systems that live links hold together, whatever their direction; an island's id is its first system.
// An isolated system is an island of one; unless told otherwise, only islands of two systems or more are listed.
// @param least  number   systems at least; empty means any number
WITH 2 AS least
MATCH (s:System)
WHERE s.live AND s.island_size >= least
OPTIONAL MATCH (s)<-[:OPERATES|USES]-(a:Agency)
WITH s, a
MATCH (s)-[:OF_TYPE]->(t:SystemType)
RETURN s.island AS island, count(DISTINCT s.id) AS systems, count(DISTINCT a.organisation) AS organisations,
       count(DISTINCT t.id) AS system_types
ORDER BY systems DESC, island;
