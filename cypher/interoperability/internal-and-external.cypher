// Internal and external links by type
// @fr Liens internes et externes par type
// Of the live systems of each type: those with an internal link (both systems share a home, and neither is a broker or
// national repository), those with internal links alone, and those with a link that is not internal.
// What is internal to one of several homes may lead beyond another: see links-beyond-organisation.
MATCH (s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live
WITH t, count(s) AS systems, sum(CASE WHEN s.interconnected THEN 1 ELSE 0 END) AS interconnected,
     sum(CASE WHEN s.internal THEN 1 ELSE 0 END) AS internal,
     sum(CASE WHEN s.internal_only THEN 1 ELSE 0 END) AS internal_only
RETURN t.id AS system_type, t.name AS name, systems AS systems, interconnected AS interconnected,
       internal AS internal, internal_only AS internal_only, interconnected - internal_only AS external
ORDER BY interconnected DESC, system_type;
