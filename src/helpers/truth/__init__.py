"""What only a simulator can know of a made-up world: how good a model can be, and how records stand to the truth."""
