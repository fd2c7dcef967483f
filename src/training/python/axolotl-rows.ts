/**
 * Rows for Axolotl's preference methods. Axolotl calls a function named in a dataset's `type` with its configuration
 * and maps what that returns over the rows, with the tokenizer (source: axolotl/prompt_strategies/base.py and
 * axolotl/utils/data/rl.py).
 */
export const AXOLOTL_ROWS = `"""Turns message lists into the texts that Axolotl trains on, with the model's own chat template.

Tool calls, tool results and every message of an answer are kept.
"""
import json
from os.path import commonprefix


def without_nulls(value):
    """Arrow gives every message the keys of all messages; a template must not see those that are null."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def messages_of(value, role):
    return without_nulls(list(value)) if not isinstance(value, str) else [{"role": role, "content": value}]


def tools_of(sample):
    tools = sample.get("tools")
    tools = json.loads(tools) if isinstance(tools, str) else tools
    return without_nulls(tools) or None


def rendered(sample, fields, tokenizer):
    prompt, tools = messages_of(sample["prompt"], "user"), tools_of(sample)
    head = tokenizer.apply_chat_template(prompt, tools=tools, add_generation_prompt=True, tokenize=False)
    wholes = {
        field: tokenizer.apply_chat_template(prompt + messages_of(sample[field], "assistant"), tools=tools, tokenize=False)
        for field in fields
    }
    # Some templates write the last turn otherwise than earlier ones; what all have in common is the prompt.
    shared = commonprefix([head, *wholes.values()])
    return {"prompt": shared, **{field: whole[len(shared):].rstrip() for field, whole in wholes.items()}}


def dpo(cfg, **kwargs):
    def transform(sample, tokenizer=None):
        return rendered(sample, ("chosen", "rejected"), tokenizer)

    return transform


def kto(cfg, **kwargs):
    def transform(sample, tokenizer=None):
        return {**rendered(sample, ("completion",), tokenizer), "label": bool(sample["label"])}

    return transform


def grpo(cfg, **kwargs):
    def transform(sample, tokenizer=None):
        return {**sample, "prompt": messages_of(sample["prompt"], "user")}

    return transform
`
