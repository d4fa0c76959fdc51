"""The data checks: questions whose every answer is something to mend, asked of the views of a knowledge base."""
