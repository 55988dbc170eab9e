"""Values and rules of the field: story text, changes, notices, links. No I/O, no clock, no configuration."""
