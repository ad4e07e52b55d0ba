// What rests on one source
// @fr Ce qui repose sur une source
// Every agency, system, product, standard, recommendation, link, use, impediment and agreement that cites it, and every
// agreement one of whose parties does.
// @param source  source   which source
WITH 'rcmp-cpic-pia' AS source
MATCH (n:Agency)
WHERE source IN n.sources
RETURN 'agency' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (n:System)
WHERE source IN n.sources
RETURN 'system' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (n:Product)
WHERE source IN n.sources
RETURN 'product' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (n:Standard)
WHERE source IN n.sources
RETURN 'standard' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (n:Recommendation)
WHERE source IN n.sources
RETURN 'recommendation' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (n:Agreement)
WHERE source IN n.sources
RETURN 'agreement' AS kind, n.id AS record, n.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (:Agency)-[p:DISCLOSES_UNDER|RECEIVES_UNDER]->(g:Agreement)
WHERE source IN p.sources
RETURN DISTINCT 'party' AS kind, g.id AS record, g.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (s:System)-[f:FEEDS|USED_TO_FEED|PLANNED_TO_FEED|REKEYED_INTO|REPORTS_TO]->(o:System)
WHERE source IN f.sources AND NOT f.reverse
RETURN 'link' AS kind, f.link AS record, s.name + ' > ' + o.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (a:Agency)-[u:USES|READS|CONTRIBUTES_TO]->(s:System)
WHERE source IN u.sources
RETURN DISTINCT 'use' AS kind, a.id + ' ' + s.id AS record, a.name + ': ' + s.name AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (a:Agency)-[h:HELD_BACK_BY]->(i:Impediment)
WHERE source IN h.sources
RETURN DISTINCT 'impediment' AS kind, a.id + ' ' + i.id AS record, coalesce(h.note, i.name) AS name
UNION ALL
WITH 'rcmp-cpic-pia' AS source
MATCH (s:System)-[h:HELD_BACK_BY]->(i:Impediment)
WHERE source IN h.sources
RETURN DISTINCT 'impediment' AS kind, s.id + ' ' + i.id AS record, coalesce(h.note, i.name) AS name;
