// How mature each link is
// @fr Maturité de chaque lien
// Live links and those that people re-key by hand, each once, the least mature first. The levels lie between low and
// high, on SAFECOM's data lane (0 to 5) and on LISI (0 to 4); missing names the facts on which they still depend.
// @param type  system type   type of either end; empty means all
WITH '' AS type
MATCH (s:System)-[f:FEEDS|REKEYED_INTO]->(o:System)
WHERE NOT f.reverse
MATCH (s)-[:OF_TYPE]->(x:SystemType)
MATCH (o)-[:OF_TYPE]->(y:SystemType)
WHERE type = '' OR x.id = type OR y.id = type
RETURN f.link AS link_id, s.id AS system, o.id AS other, f.mode AS link_mode, f.standard AS standard_id,
       f.safecom_low AS safecom_low, f.safecom_high AS safecom_high, f.lisi_low AS lisi_low, f.lisi_high AS lisi_high,
       f.missing_facts AS missing
ORDER BY safecom_low, safecom_high, link_id;
