// What is forbidden, and whom it touches
// @fr Ce qui est interdit, et qui est touché
// Live rows that forbid, with how many agencies they keep from receiving, from how many, and how many systems they name.
// What forbids wins over what permits.
MATCH (g:Agreement)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'forbids'
OPTIONAL MATCH (r:Agency)-[:RECEIVES_UNDER]->(g)
WITH g, count(r) AS recipients
OPTIONAL MATCH (d:Agency)-[:DISCLOSES_UNDER]->(g)
WITH g, recipients, count(d) AS disclosers
OPTIONAL MATCH (g)-[:SPEAKS_OF]->(s:System)
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, recipients AS recipients, disclosers AS disclosers,
       g.any_system AS any_system, count(s) AS systems, g.classes AS classes
ORDER BY agreement;
