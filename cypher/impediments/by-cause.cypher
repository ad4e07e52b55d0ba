// What stands in the way, by cause
// @fr Ce qui fait obstacle, par cause
// Of each cause that the study names: how often it is stated, of how many agencies and systems, and how often with
// the system that a missing link would reach.
MATCH (i:Impediment)
OPTIONAL MATCH (a:Agency)-[h:HELD_BACK_BY]->(i)
WITH i, count(DISTINCT a.id) AS agencies, count(h) AS of_agencies, count(h.reaches) AS reaching
OPTIONAL MATCH (s:System)-[g:HELD_BACK_BY]->(i)
WITH i, agencies, of_agencies, reaching, count(DISTINCT s.id) AS systems, count(g) AS of_systems,
     count(g.reaches) AS also_reaching
RETURN i.id AS cause, i.name AS name, of_agencies + of_systems AS stated, agencies AS agencies, systems AS systems,
       reaching + also_reaching AS of_a_missing_link
ORDER BY stated DESC, cause;
