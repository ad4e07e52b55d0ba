// Recommendations and the systems they concern
// @fr Recommandations et les systèmes qu'elles visent
// One row for each recommendation and type of system, with the live systems of the type and how many are isolated.
MATCH (r:Recommendation)-[:CONCERNS]->(t:SystemType)
OPTIONAL MATCH (s:System)-[:OF_TYPE]->(t)
WHERE s.live
RETURN r.id AS recommendation, r.name AS name, t.id AS system_type, count(s) AS systems,
       count(CASE WHEN NOT s.interconnected THEN s.id END) AS isolated
ORDER BY recommendation, system_type;
