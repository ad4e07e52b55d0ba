// How mature links are, by type of system
// @fr Maturité des liens, par type de système
// Live links and those re-keyed by hand; a link counts once in each type that has one of its ends. The levels are those
// of the lowest link, between low and high; a link is settled where nothing that is missing could change its level.
MATCH (t:SystemType)<-[:OF_TYPE]-(:System)-[f:FEEDS|REKEYED_INTO]-(:System)
WITH DISTINCT t, f.link AS link, f.safecom_low AS one, f.safecom_high AS two, f.lisi_low AS three, f.lisi_high AS four
RETURN t.id AS system_type, count(link) AS links, sum(CASE WHEN one = two THEN 1 ELSE 0 END) AS safecom_settled,
       min(one) AS safecom_low, min(two) AS safecom_high,
       sum(CASE WHEN three = four THEN 1 ELSE 0 END) AS lisi_settled, min(three) AS lisi_low, min(four) AS lisi_high
ORDER BY system_type;
