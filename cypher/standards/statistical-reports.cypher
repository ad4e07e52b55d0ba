// What is only reported as statistics
// @fr Ce qui n'est transmis qu'à des fins statistiques
// Flows of counts to a statistics office: no interconnection in the study's sense.
MATCH (s:System)-[f:REPORTS_TO]->(o:System)
RETURN o.id AS office_system, s.id AS system, s.name AS name, f.mode AS mode, f.standard AS standard, f.link AS link
ORDER BY office_system, system, link;
