// Where people re-key records by hand
// @fr Où des gens ressaisissent des dossiers à la main
// Links by hand between systems in use: no interconnection, but work that one would save. A two-way link is two rows.
MATCH (s:System)-[f:REKEYED_INTO]->(o:System)
RETURN s.id AS system, s.name AS name, o.id AS rekeyed_into, o.name AS into_name, f.link AS link, f.carries AS carries,
       f.note AS note, f.confidence AS confidence
ORDER BY system, rekeyed_into, link;
