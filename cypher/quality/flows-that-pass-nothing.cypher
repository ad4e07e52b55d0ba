// Live flows through which nothing can pass
// @fr Flux actifs par où rien ne peut passer
// Flows limited to classes of which their sender offers none: one of the two is recorded wrongly.
MATCH (s:System)-[f:FEEDS]->(o:System)
WHERE size(f.passes) = 0
RETURN f.link AS link, s.id AS system, o.id AS other, f.carries AS carries, s.holds AS holds, f.reverse AS reverse
ORDER BY link, system;
