// What holds one agency back
// @fr Ce qui freine un organisme
// What is stated of the agency, and of the systems that it operates or hosts.
// @param agency  agency   whose obstacles
WITH 'rcmp' AS agency
MATCH (a:Agency {id: agency})-[h:HELD_BACK_BY]->(i:Impediment)
RETURN a.id AS subject, i.id AS cause, i.name AS cause_name, h.reaches AS reaches, h.note AS note
UNION ALL
WITH 'rcmp' AS agency
MATCH (a:Agency {id: agency})-[:OPERATES|HOSTS]->(s:System)-[h:HELD_BACK_BY]->(i:Impediment)
RETURN s.id AS subject, i.id AS cause, i.name AS cause_name, h.reaches AS reaches, h.note AS note;
