"""How an article comes in: from a text, a saved page or a line of JSON to one document, a module for each stage."""
