// Recommendations and the causes they address
// @fr Recommandations et les causes auxquelles elles répondent
// One row for each recommendation and cause, with how many agencies and systems the cause is stated of.
MATCH (r:Recommendation)-[:ADDRESSES]->(i:Impediment)
OPTIONAL MATCH (a:Agency)-[:HELD_BACK_BY]->(i)
WITH r, i, count(DISTINCT a.id) AS agencies
OPTIONAL MATCH (s:System)-[:HELD_BACK_BY]->(i)
RETURN r.id AS recommendation, r.name AS name, i.id AS cause, i.name AS cause_name, agencies AS agencies,
       count(DISTINCT s.id) AS systems, r.scenario AS scenario
ORDER BY recommendation, cause;
