"""From notebooks to one static folder: execute them, record the run, stage the book, build it, check it, swap it in."""
