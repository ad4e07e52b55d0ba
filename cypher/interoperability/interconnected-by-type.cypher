// Share of interconnected systems by type
// @fr Part des systèmes interconnectés par type
// Of the live systems of each type, those with at least one live link: connected, whoever may see what. The 13 types
// of the 2014 study come first, the three that it treats apart after them. Fewer than 5 systems make a share shaky.
MATCH (s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live
WITH t, count(s) AS systems, sum(CASE WHEN s.interconnected THEN 1 ELSE 0 END) AS interconnected
RETURN t.id AS system_type, t.name AS name, systems AS systems, interconnected AS interconnected,
       round(100.0 * interconnected / systems, 1) AS percent, systems < 5 AS few, t.study AS study
ORDER BY study DESC, percent DESC, system_type;
