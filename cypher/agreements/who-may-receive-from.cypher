// Who may receive records from one agency
// @fr Qui peut recevoir des dossiers d'un organisme
// Agencies of other organisations that receive under a live row under which the agency discloses, whatever system it
// speaks of. What forbids wins. Rows that serve screening or statistics alone do not count; none recorded does not mean
// not allowed.
// @param agency  agency       who discloses
// @param class   data class   which records; empty means any
WITH 'rcmp' AS agency, '' AS class
MATCH (a:Agency {id: agency})-[:DISCLOSES_UNDER]->(g:Agreement)<-[:RECEIVES_UNDER]-(r:Agency)
WHERE g.status IN ['active', 'retiring'] AND r.organisation <> a.organisation
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND (class = '' OR size(coalesce(g.classes, [])) = 0 OR class IN g.classes)
RETURN r.id AS recipient, r.name AS name, g.id AS agreement, g.kind AS agreement_kind, g.effect AS effect,
       g.classes AS classes
ORDER BY recipient, agreement;
