// Links that give an index or a hit only
// @fr Liens qui ne donnent qu'un index ou une concordance
// Live flows whose access is not to the content: the reader learns that there is a record, and has to ask its owner.
// @param access  text   index or hit; empty means both
WITH '' AS access
MATCH (s:System)-[f:FEEDS]->(o:System)
WITH s, o, f.access AS gives, f.link AS link, f.passes AS passes, f.mode AS mode, access
WHERE gives IN ['index', 'hit'] AND (access = '' OR gives = access)
RETURN s.id AS system, o.id AS other, gives AS gives, mode AS link_mode, passes AS classes, link AS link_id
ORDER BY system, other, link_id;
