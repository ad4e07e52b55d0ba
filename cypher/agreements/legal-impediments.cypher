// What law is said to stand in the way of
// @fr Ce à quoi le droit ferait obstacle
// Impediments of law and privacy with the stated verdict and what it rests on. What the agreements make of them is told
// beside it by “graphmodel agreements --verdicts”, never alone.
MATCH (a:Agency)-[h:HELD_BACK_BY]->(i:Impediment {id: 'legal_privacy'})
RETURN a.id AS subject, h.reaches AS reaches, h.verdict AS verdict, h.verdict_note AS verdict_note, h.note AS note,
       h.sources AS sources
UNION ALL
MATCH (s:System)-[h:HELD_BACK_BY]->(i:Impediment {id: 'legal_privacy'})
RETURN s.id AS subject, h.reaches AS reaches, h.verdict AS verdict, h.verdict_note AS verdict_note, h.note AS note,
       h.sources AS sources;
