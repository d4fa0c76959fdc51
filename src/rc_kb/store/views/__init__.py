"""The plural views: the read contract. Each is a Core select, so that one text serves every database."""
