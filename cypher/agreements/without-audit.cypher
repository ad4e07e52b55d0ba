// Agreements without an audit clause
// @fr Ententes sans clause de vérification
// Live rows that permit and for which no duty to log or audit is recorded, which is not that there is none.
MATCH (g:Agreement)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'permits'
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND (g.audit IS NULL OR g.audit <> 'true')
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.audit AS audit, g.sources AS sources
ORDER BY agreement;
