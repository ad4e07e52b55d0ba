// Which facts would settle how mature links are
// @fr Quels faits établiraient la maturité des liens
// For each fact on which a level still depends: at how many links it is not recorded. Live links and those re-keyed by
// hand, each once. openness is that of the standard which a link follows.
MATCH (:System)-[f:FEEDS|REKEYED_INTO]->(:System)
WHERE NOT f.reverse
UNWIND f.missing_facts AS fact
RETURN fact AS fact, count(DISTINCT f.link) AS links
ORDER BY links DESC, fact;
