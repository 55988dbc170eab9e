"""Pages and files in, stories out: encodings, extraction, notices in the whole page."""
