"""Results as a terminal shows them: the only place besides `cli` that knows it."""
