// Plans whose year has passed
// @fr Plans dont l'année est passée
// Planned systems and links that were to begin before a year: what came of them is not recorded.
// @param before  number   year
WITH 2026 AS before
MATCH (s:System)
WHERE s.status = 'planned' AND s.since < before
RETURN 'system' AS kind, s.id AS record, s.since AS since
UNION ALL
WITH 2026 AS before
MATCH (:System)-[f:PLANNED_TO_FEED]->(:System)
WHERE f.status = 'planned' AND f.since < before
RETURN DISTINCT 'link' AS kind, f.link AS record, f.since AS since;
