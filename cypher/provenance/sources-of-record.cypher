// The sources of one record
// @fr Les sources d'une fiche
// What an agency, system, product, standard, agreement, recommendation or link rests on. A link's id is its own, or from>to.
// @param record  text   id of the record
WITH 'rcmp-cpic' AS record
MATCH (n:Agency|System|Product|Standard|Agreement|Recommendation)
WHERE n.id = record
UNWIND n.sources AS source
MATCH (x:Source {id: source})
RETURN DISTINCT x.id AS source_id, x.name AS title, x.publisher AS publisher, x.year AS year, x.url AS url
UNION ALL
WITH 'rcmp-cpic' AS record
MATCH (:System)-[f:FEEDS|USED_TO_FEED|PLANNED_TO_FEED|REKEYED_INTO|REPORTS_TO]->(:System)
WHERE f.link = record
UNWIND f.sources AS source
MATCH (x:Source {id: source})
RETURN DISTINCT x.id AS source_id, x.name AS title, x.publisher AS publisher, x.year AS year, x.url AS url;
