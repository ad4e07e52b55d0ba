// Which system succeeded which
// @fr Quel système a succédé à quel autre
// What the records say of replacements, in whatever state: a planned successor counts.
MATCH (s:System)-[:REPLACES]->(o:System)
RETURN s.id AS system, s.name AS name, s.status AS system_status, s.since AS since, o.id AS replaced,
       o.name AS replaced_name, o.status AS replaced_status, o.until AS replaced_until
ORDER BY system, replaced;
