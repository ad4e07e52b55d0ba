"""What people ask, answered in ids, frames and codes: study, reach, why, ranking, plan, needs, difference."""
