// Agreements without a word on onward disclosure
// @fr Ententes muettes sur la communication ultérieure
// Live rows that permit and do not say whether who receives may pass on. Not recorded is not the same as not regulated.
MATCH (g:Agreement)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'permits'
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND g.onward IS NULL
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.written AS written, g.sources AS sources
ORDER BY agreement;
