// Agreements without a link in service
// @fr Ententes sans lien en service
// Live rows that permit and under which no live link runs: what they allow is not built, or not recorded.
MATCH (g:Agreement)
WHERE g.status IN ['active', 'retiring'] AND g.effect = 'permits'
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
OPTIONAL MATCH (g)<-[:DISCLOSES_UNDER]-(d:Agency)-[:OPERATES|USES|CONTRIBUTES_TO]->(s:System)-[f:FEEDS]->(t:System)
      <-[:OPERATES|USES|READS]-(r:Agency)-[:RECEIVES_UNDER]->(g)
WHERE d.organisation <> r.organisation AND size(f.passes) > 0
  AND (g.any_system OR EXISTS { MATCH (g)-[:SPEAKS_OF]->(s) })
  AND (size(coalesce(g.classes, [])) = 0 OR any(c IN g.classes WHERE c IN f.passes))
WITH g, count(f) AS flows
WHERE flows = 0
RETURN g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.classes AS classes, g.confidence AS confidence
ORDER BY agreement;
