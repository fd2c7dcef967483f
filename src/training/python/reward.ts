/** The reward for GRPO. What makes an answer right is in the rows; where nothing is, it stops: a made-up reward teaches nonsense. */
export const REWARD_SCRIPT = `"""Scores completions by the outcome that the dataset names: 1 where the answer is it, else 0.

Read and change it: with GRPO the reward is what is learned. It runs nothing that a completion holds.
"""
import re

# Columns that may name the right answer, the first that is there counts.
COLUMNS = ("answer", "expected_answer", "ground_truth", "solution", "expected")


def text_of(completion):
    """The words of the last message, or of a completion that is plain text."""
    if isinstance(completion, str):
        return completion
    return (completion[-1].get("content") or "") if completion else ""


def answer_of(text):
    """What a completion settles on: a boxed answer, what follows ####, or the last line."""
    boxed = re.findall(r"\\\\boxed\\{([^{}]*)\\}", text)
    if boxed:
        return boxed[-1]
    if "####" in text:
        return text.rsplit("####", 1)[1]
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def normal(value):
    return " ".join(str(value).casefold().split()).strip(" .")


def outcome_reward(completions, **columns):
    """One number a completion, for TRL's GRPOTrainer."""
    name = next((column for column in COLUMNS if column in columns), None)
    if name is None:
        raise ValueError(f"no column of the rows names the right answer (looked for {', '.join(COLUMNS)}); write the reward for these rows in skillloop_reward.py")
    texts = [text_of(completion) for completion in completions]
    return [
        float(bool(normal(expected)) and normal(expected) in (normal(answer_of(text)), normal(text)))
        for text, expected in zip(texts, columns[name])
    ]
`
