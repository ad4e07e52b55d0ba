// How many systems are interconnected on documented links alone
// @fr Combien de systèmes sont interconnectés selon les seuls liens documentés
// Of the live systems of each type: those interconnected by any live link, and those that remain when inferred links
// and inferred systems are left out, among the documented systems. Documented is what is not marked as inferred.
// Sourced: how many of the systems name a source; where that is 0, the percentage of documented ones rests on none.
MATCH (s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live
OPTIONAL MATCH (s)-[f:FEEDS]-(o:System)
WITH t, s, max(CASE WHEN s.confidence = 'documented' AND o.confidence = 'documented' AND f.confidence = 'documented'
                    THEN 1 ELSE 0 END) AS documented
WITH t, count(s) AS systems, sum(CASE WHEN s.interconnected THEN 1 ELSE 0 END) AS interconnected,
     sum(CASE WHEN s.confidence = 'documented' THEN 1 ELSE 0 END) AS documented_systems,
     sum(CASE WHEN size(s.sources) > 0 THEN 1 ELSE 0 END) AS sourced,
     sum(documented) AS documented_interconnected
RETURN t.id AS system_type, t.name AS name, systems AS systems, interconnected AS interconnected,
       round(100.0 * interconnected / systems, 1) AS percent, documented_systems AS documented_systems,
       documented_interconnected AS documented_interconnected,
       CASE WHEN documented_systems = 0 THEN -1.0
            ELSE round(100.0 * documented_interconnected / documented_systems, 1) END AS documented_percent,
       sourced AS sourced, t.study AS study
ORDER BY study DESC, system_type;
