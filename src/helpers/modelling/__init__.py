"""Learning from past decisions: who is held out, what is fitted on whom, which model is chosen, how it scores.

Arrays in, scores of held-out decisions out. No model leaves this room: the study needs its scores alone.
"""
