// Agreements without a word on retention
// @fr Ententes muettes sur la conservation
// Live rows that permit and do not say how long who receives may keep. Not recorded is not the same as not regulated.
MATCH (g:Agreement)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'permits'
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND g.retention IS NULL
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.written AS written, g.sources AS sources
ORDER BY agreement;
