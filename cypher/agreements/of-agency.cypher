// Agreements of one agency
// @fr Ententes d'un organisme
// What the agency discloses or receives under: statutes, regulations, directives, agreements and policies, live or not.
// None recorded does not mean not allowed.
// @param agency  agency   whose agreements
WITH 'rcmp' AS agency
MATCH (a:Agency {id: agency})-[r:DISCLOSES_UNDER|RECEIVES_UNDER]->(g:Agreement)
WITH g, collect(DISTINCT type(r)) AS parts
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.effect AS effect,
       CASE WHEN size(parts) = 2 THEN 'both' WHEN 'DISCLOSES_UNDER' IN parts THEN 'discloser' ELSE 'recipient' END AS role,
       g.classes AS classes, g.status AS status, g.confidence AS confidence
ORDER BY agreement;
