// What the systems of one type are connected with
// @fr À quoi les systèmes d'un type sont reliés
// For each kind of partner, how many live systems of the type have a live link with it. Brokers, national repositories
// and biometric systems (such as CPIC or the Police Information Portal), and major case management systems that serve
// more than one place, are named one by one; all others count by type.
// @param type  system type   which type
WITH 'rms' AS type
MATCH (s:System)-[:OF_TYPE]->(t:SystemType {id: type})
WHERE s.live
WITH t, count(s) AS total
MATCH (t)<-[:OF_TYPE]-(s:System)-[f:FEEDS]-(o:System)
WITH DISTINCT s, o, total
MATCH (o)-[:OF_TYPE]->(y:SystemType)
WITH s, total,
     CASE WHEN NOT y.study OR (y.id = 'mcm' AND o.scope <> 'local') THEN o.id ELSE y.id END AS partner,
     CASE WHEN NOT y.study OR (y.id = 'mcm' AND o.scope <> 'local') THEN o.name ELSE y.name END AS name,
     CASE WHEN NOT y.study OR (y.id = 'mcm' AND o.scope <> 'local') THEN 'system' ELSE 'type' END AS kind
WITH partner, name, kind, total, count(DISTINCT s.id) AS systems
RETURN partner AS partner_id, name AS partner_name, kind AS partner_kind, systems AS systems, total AS of_systems,
       round(100.0 * systems / total, 1) AS percent
ORDER BY systems DESC, partner_id;
