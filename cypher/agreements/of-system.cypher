// Agreements that speak of one system
// @fr Ententes qui parlent d'un système
// Rows that name the system or its type, and rows that speak of the records of any system and under which an agency
// discloses that supplies this one: operates it without being a host, works in it, or sends records into it.
// @param system  system   whose records
WITH 'rcmp-cpic' AS system
MATCH (s:System {id: system})<-[:OPERATES|USES|CONTRIBUTES_TO]-(:Agency)-[:DISCLOSES_UNDER]->(g:Agreement)
WHERE g.any_system OR EXISTS { MATCH (g)-[:SPEAKS_OF]->(s) }
RETURN DISTINCT g.id AS agreement, g.name AS name, g.kind AS agreement_kind, g.effect AS effect,
       NOT g.any_system AS named, g.classes AS classes, g.status AS status
ORDER BY agreement;
