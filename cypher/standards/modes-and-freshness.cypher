// How live links work, and how fresh they are
// @fr Comment fonctionnent les liens actifs, et avec quelle fraîcheur
// Live links by mode, latency and access. An empty latency is not known; an empty access counts as content.
MATCH (:System)-[f:FEEDS]->(:System)
RETURN f.mode AS mode, coalesce(f.latency, '') AS latency, coalesce(f.access, 'content') AS access,
       count(DISTINCT f.link) AS links
ORDER BY links DESC, mode, latency, access;
