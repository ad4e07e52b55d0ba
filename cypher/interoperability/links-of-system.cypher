// The links of one system
// @fr Les liens d'un système
// Every live flow out of it and into it, with the classes that can really pass; a two-way link is two rows.
// @param system  system   which system
WITH 'rcmp-pip' AS system
MATCH (:System {id: system})-[f:FEEDS]->(o:System)
RETURN f.link AS link, 'out' AS direction, o.id AS partner, o.name AS name, f.mode AS mode, f.latency AS latency,
       f.access AS access, f.passes AS passes, f.standard AS standard, f.confidence AS confidence
UNION ALL
WITH 'rcmp-pip' AS system
MATCH (:System {id: system})<-[f:FEEDS]-(o:System)
RETURN f.link AS link, 'in' AS direction, o.id AS partner, o.name AS name, f.mode AS mode, f.latency AS latency,
       f.access AS access, f.passes AS passes, f.standard AS standard, f.confidence AS confidence;
