"""The comparisons: a module for each kind of record that may disagree, and what they share."""
