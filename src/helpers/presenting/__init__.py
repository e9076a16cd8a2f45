"""What readers see: figures, tables and sentences made from cleared findings, and from nothing else."""
