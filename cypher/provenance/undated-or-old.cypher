// Systems whose sources are undated or old
// @fr Systèmes dont les sources sont anciennes ou sans date
// Live systems whose latest dated source is of before a year, or that have no dated source (-1: not known). Live is
// what was last sourced as live.
// @param before  number        year
// @param type    system type   which type; empty means all
WITH 2010 AS before, '' AS type
MATCH (s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
UNWIND CASE WHEN size(s.sources) = 0 THEN [''] ELSE s.sources END AS source
OPTIONAL MATCH (x:Source)
WHERE x.id = source
WITH s, t, before, max(coalesce(x.year, -1)) AS latest, count(x) AS sources
WHERE latest < before
RETURN s.id AS system, s.name AS name, t.id AS system_type, latest AS latest_source, sources AS sources,
       coalesce(s.since, -1) AS since
ORDER BY latest_source, system;
