"""The read side: questions in SQL over the views, and the one way to ask them. It never imports store."""
