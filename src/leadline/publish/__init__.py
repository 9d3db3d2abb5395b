"""Released to edition: formats numbers, never computes one."""
