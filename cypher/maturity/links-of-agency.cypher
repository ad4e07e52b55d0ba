// The links that an agency's needs rest on
// @fr Les liens sur lesquels reposent les besoins d'un organisme
// Live links, and those re-keyed by hand, by which records come into a system that the agency reads. The agency is as
// mature as the lowest of them.
// @param agency  agency   whose links
WITH 'rcmp' AS agency
MATCH (a:Agency {id: agency})-[:OPERATES|USES|READS]->(o:System)<-[f:FEEDS|REKEYED_INTO]-(s:System)
RETURN DISTINCT f.link AS link_id, CASE WHEN f.reverse THEN o.id ELSE s.id END AS system,
       CASE WHEN f.reverse THEN s.id ELSE o.id END AS other, f.safecom_low AS safecom_low,
       f.safecom_high AS safecom_high, f.lisi_low AS lisi_low, f.lisi_high AS lisi_high, f.missing_facts AS missing
ORDER BY safecom_low, safecom_high, link_id;
