// How mature links are, by province
// @fr Maturité des liens, par province
// Live links and those re-keyed by hand; a link counts once in each province that has one of its systems, by who runs
// it; an empty province is national. The levels are those of the lowest link, between low and high.
MATCH (a:Agency)-[:OPERATES|HOSTS]->(:System)-[f:FEEDS|REKEYED_INTO]-(:System)
OPTIONAL MATCH (a)-[:LOCATED_IN]->(p:Province)
WITH DISTINCT coalesce(p.id, '') AS province, f.link AS link, f.safecom_low AS one, f.safecom_high AS two,
     f.lisi_low AS three, f.lisi_high AS four
RETURN province AS province, count(link) AS links, sum(CASE WHEN one = two THEN 1 ELSE 0 END) AS safecom_settled,
       min(one) AS safecom_low, min(two) AS safecom_high,
       sum(CASE WHEN three = four THEN 1 ELSE 0 END) AS lisi_settled, min(three) AS lisi_low, min(four) AS lisi_high
ORDER BY province;
