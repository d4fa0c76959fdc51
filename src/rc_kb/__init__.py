"""A relational knowledge base of Red Cross and Red Crescent relations, every fact cited to its paragraph."""
