// What is planned
// @fr Ce qui est prévu
// Systems and links that are planned, with the systems at the other end.
// @shows map
MATCH (s:System)-[f:PLANNED_TO_FEED]->(t:System)
RETURN s AS system, f AS planned, t AS other;
