// Who would lose all sight of a class if a system failed
// @fr Qui ne verrait plus rien d'une classe si un système tombait en panne
// Agencies that see records of the class now, all of them through the system: they read them in it, or it hands them
// over last, or they are its own records. If another relay in turn has them only from it, more agencies lose; the
// outage command counts those too.
// @param system  system       the system that fails
// @param class   data class   which class
// @needs visibility
WITH 'rcmp-cpic' AS system, 'warrants' AS class
MATCH (t:System)<-[w:OFFERED_BY]-(o:System)
WHERE t.live AND o.id = t.id
WITH t, system, class, CASE WHEN class IN w.classes THEN 1 ELSE 0 END AS own
OPTIONAL MATCH (t)<-[f:FEEDS]-(b:System)<-[v:OFFERED_BY]-(o:System)
WHERE o.id <> t.id AND class IN f.passes AND class IN CASE WHEN f.answers THEN v.classes ELSE v.stored END
WITH t, t.id = system AS here, own, CASE WHEN o.id IS NULL THEN 0 ELSE 1 END AS comes,
     t.id = system OR b.id = system OR o.id = system AS through
WITH t, max(CASE WHEN (here AND own = 1) OR (through AND comes = 1) THEN 1 ELSE 0 END) AS lost,
     max(CASE WHEN (NOT here AND own = 1) OR (NOT through AND comes = 1) THEN 1 ELSE 0 END) AS kept
MATCH (a:Agency)-[:OPERATES|USES|READS]->(t)
WITH a, max(lost) AS lost, max(kept) AS kept
WHERE lost = 1 AND kept = 0
RETURN a.id AS agency, a.name AS name, a.level AS level, a.sector AS sector,
       coalesce(a.sworn_officers, -1) AS officers
ORDER BY officers DESC, agency;
