// Agreements by province
// @fr Ententes par province
// For each province or territory the live rows under which an agency there discloses, and those under which one receives.
MATCH (p:Province)
OPTIONAL MATCH (p)<-[:LOCATED_IN]-(:Agency)-[:DISCLOSES_UNDER]->(g:Agreement)
WHERE g.status IN ['active', 'retiring']
WITH p, count(DISTINCT g.id) AS discloses, count(DISTINCT CASE WHEN g.kind = 'agreement' THEN g.id END) AS agrees
OPTIONAL MATCH (p)<-[:LOCATED_IN]-(:Agency)-[:RECEIVES_UNDER]->(h:Agreement)
WHERE h.status IN ['active', 'retiring']
RETURN p.id AS province, discloses AS discloses_under, agrees AS of_kind_agreement,
       count(DISTINCT h.id) AS receives_under
ORDER BY province;
