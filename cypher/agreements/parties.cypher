// The parties to one agreement
// @fr Les parties à une entente
// Every agency that discloses or receives under it, with its part, and whether a source states that.
// @param agreement  agreement   which one
WITH 'ca-pip' AS agreement
MATCH (a:Agency)-[r:DISCLOSES_UNDER|RECEIVES_UNDER]->(g:Agreement {id: agreement})
RETURN a.id AS agency, a.name AS name, CASE WHEN type(r) = 'DISCLOSES_UNDER' THEN 'discloser' ELSE 'recipient' END AS role,
       r.confidence AS confidence, r.sources AS sources
ORDER BY agency, role;
