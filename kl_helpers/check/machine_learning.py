"""Questions of notebook 10, machine learning."""

import math

from kl_helpers.check.question import NumberQuestion, Slip
from kl_helpers.divergence import cross_entropy, entropy, kl_divergence
from kl_helpers.learning import gradient_descent, log_softmax, softmax
from kl_helpers.models import uniform_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_UNIFORM = uniform_pmf(_WORMS.size)
_LOSS = 2.35
_BITS = 3
_STEPS = 40
_FOUR = 4

what_training_can_remove = NumberQuestion(
    right=_LOSS - entropy(_WORMS),
    why=f"Of {_LOSS:.4f} nats the entropy of the worms, {entropy(_WORMS):.4f}, stays. "
    "The rest is KL divergence, and a model can bring that to 0.",
    hint="Which part of the loss holds no q, so that no model changes it?",
    slips=(
        Slip(_LOSS, "That would bring the loss to 0. Do the worms leave nothing open?"),
        Slip(entropy(_WORMS), "That is the part that stays. How much is on top of it?"),
        Slip(
            kl_divergence(_WORMS, _UNIFORM),
            "That is what the uniform model adds. How much does the friend's model add?",
        ),
        Slip(
            cross_entropy(_WORMS, _UNIFORM) - _LOSS,
            "That is how much better the friend is than the uniform model. How far is it down?",
        ),
        Slip(
            abs(_LOSS - entropy(_WORMS, "bits")),
            "You took the entropy in bits and the loss in nats.",
        ),
    ),
    digits=4,
)

perplexity_of_letters = NumberQuestion(
    right=2**_BITS,
    why=f"2 to the {_BITS}: so many equally likely letters would surprise as much on average.",
    hint="The unit says which number is raised to the loss: e for nats. And for bits?",
    slips=(
        Slip(math.exp(_BITS), "You raised e to the loss, which is right for nats."),
        Slip(_BITS, "That is the loss itself. How many equally likely letters surprise as much?"),
        Slip(_BITS**2, "You raised the loss to a power. Raise 2 to the loss."),
        Slip(26, "That is a model for which all letters are alike. This one knows more."),
        Slip(math.log2(26), "Those are the bits of a model for which all letters are alike."),
    ),
    digits=2,
)

first_step = NumberQuestion(
    right=gradient_descent(_WORMS, [0] * 11, 1, 1)[1, _FOUR],
    why=f"The slope is {1 / 11:.4f} − {_WORMS[_FOUR]} = {1 / 11 - _WORMS[_FOUR]:.4f}, and the "
    "step goes against it: the model says too little here, so the logit rises.",
    hint="What is q − p for this outcome, before the first step? And which way does the step go?",
    slips=(
        Slip(
            1 / 11 - _WORMS[_FOUR],
            "That is the slope. Descent goes down, against the slope.",
        ),
        Slip(_WORMS[_FOUR], "That is the share of the worms. What does the model say before?"),
        Slip(1 / 11, "That is what the model says before the step. What do the worms say?"),
        Slip(
            softmax(gradient_descent(_WORMS, [0] * 11, 1, 1)[1])[_FOUR],
            "That is the probability after the step. The question asks for the logit.",
        ),
        Slip(
            _WORMS[_FOUR - 1] - 1 / 11,
            "That is the logit of the outcome before it. The list starts at 0 teeth.",
        ),
    ),
    digits=4,
)

_RATES = (1, 5, 10, 20)
_PATHS = {rate: gradient_descent(_WORMS, [0] * 11, rate, _STEPS) for rate in _RATES}
_LEARNT = {
    rate: kl_divergence(_WORMS, log_q=log_softmax(path[-1])) for rate, path in _PATHS.items()
}

best_learning_rate = NumberQuestion(
    right=min(_LEARNT, key=_LEARNT.get),
    why="It gets down in a few steps. It jumps across the floor, too, but its jumps die out.",
    hint="Set the step to its last stop and try the four rates.",
    slips=(
        Slip(1, "It goes down safely, but slowly. Is another one further down?"),
        Slip(5, "It is close to the bottom, but one of the four is closer still."),
        Slip(20, "Look at the curve on the right: does it go down with every step?"),
        Slip(_STEPS, "That is the number of steps. Which of the four rates?"),
    ),
    digits=0,
)

exchanged_and_averaged = NumberQuestion(
    right=kl_divergence(_UNIFORM, _WORMS) / 11,
    why=f"The worms stand in the model's place, so it is KL(uniform ‖ worms), "
    f"{kl_divergence(_UNIFORM, _WORMS):.4f}; and the default takes the mean over 11 outcomes.",
    hint="Two things to look at in this call: who comes first, and what the default divides by.",
    slips=(
        Slip(
            kl_divergence(_WORMS, _UNIFORM),
            "That is what was wanted. Which of the two does PyTorch take for the model?",
        ),
        Slip(
            kl_divergence(_UNIFORM, _WORMS),
            "The order is right. What does the default reduction do with the terms?",
        ),
        Slip(
            kl_divergence(_WORMS, _UNIFORM) / 11,
            "The mean is right. Which of the two does PyTorch take for the model?",
        ),
        Slip(
            kl_divergence(_UNIFORM, _WORMS) / 100,
            "The default divides by the number of terms, not of worms.",
        ),
    ),
    digits=4,
)
