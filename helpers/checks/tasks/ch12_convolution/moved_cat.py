"""A question between the tasks: what does a stack of convolutions do when the image moves?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="moved_cat",
    question=(
        "A photograph goes through three convolutions with stride 1, each followed by ReLU, and "
        "through nothing else. Now the cat in it, on an empty background, sits five pixels further "
        "to the right, well away from the border. What happens to the feature maps of the third "
        "layer?"
    ),
    options=(
        Wrong(
            "They stay the same, because convolution is invariant",
            "Convolution is equivariant: each map says where its pattern is, so it moves when the "
            "pattern moves. Invariance needs pooling over the whole map.",
        ),
        Wrong(
            "They move to the right by fifteen pixels, five for each layer",
            "The first layer's maps move by five. They are the second layer's input, so its maps "
            "move by five as well, and so on: moves do not add up.",
        ),
        Right("They move to the right by five pixels"),
        Wrong(
            "They change in no simple way, because the pixels meet other weights",
            "That is what happens in a dense layer, which has a weight of its own for each pixel. "
            "A convolution has the same weights at every place.",
        ),
        Wrong(
            "They move, and by how much depends on the size of the kernels",
            "The kernel's size says how far an output sees. At any size the same window gives the "
            "same output, wherever it stands, so the maps move as far as the cat.",
        ),
    ),
    hints=(
        "Take one output of the first layer and the window that it reads. Where does this very "
        "window stand after the move, and what is computed there?",
        "ReLU works on each pixel alone. So what is true of the first layer's maps holds for the "
        "second layer's input.",
    ),
)
