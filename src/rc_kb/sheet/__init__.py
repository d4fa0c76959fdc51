"""The coding sheet: one YAML file for each article, with every fact that was coded from it."""
