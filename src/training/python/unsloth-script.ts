import type { Method } from '../types.js'

interface Parts { trainer: string; config: string; unsloth: string; before: string; imports: string; extra: string }

const PARTS: Record<Exclude<Method, 'sft'>, Parts> = {
  dpo: { trainer: 'DPOTrainer', config: 'DPOConfig', unsloth: 'FastLanguageModel, PatchDPOTrainer, is_bfloat16_supported', before: '    PatchDPOTrainer()\n', imports: '', extra: '        ref_model=None,\n' },
  kto: { trainer: 'KTOTrainer', config: 'KTOConfig', unsloth: 'FastLanguageModel, PatchKTOTrainer, is_bfloat16_supported', before: '    PatchKTOTrainer()\n', imports: '', extra: '        ref_model=None,\n' },
  grpo: { trainer: 'GRPOTrainer', config: 'GRPOConfig', unsloth: 'FastLanguageModel, is_bfloat16_supported', before: '', imports: 'from skillloop_reward import outcome_reward\n', extra: '        reward_funcs=[outcome_reward],\n' }
}

/**
 * The script for a method that Unsloth's own command lacks: TRL's trainer on a model that Unsloth loads. Unsloth comes
 * before TRL, since it patches it (source: Unsloth's documentation on preference training).
 */
export function unslothScript(method: Exclude<Method, 'sft'>): string {
  const { trainer, config, unsloth, before, imports, extra } = PARTS[method]
  return `"""Trains with TRL's ${trainer} on a model that Unsloth loads. Every value is in parameters.json; read it first."""
import json
from pathlib import Path

${imports}from verify_dataset import verify

PARAMETERS = Path(__file__).resolve().parent / "parameters.json"


def main():
    verify()
    parameters = json.loads(PARAMETERS.read_text(encoding="utf-8"))

    from unsloth import ${unsloth}

${before}    from datasets import load_dataset
    from trl import ${config}, ${trainer}

    model, tokenizer = FastLanguageModel.from_pretrained(**parameters["model"])
    model = FastLanguageModel.get_peft_model(model, **parameters["lora"])

    data = parameters["data"]
    rows = {split: load_dataset(data["format"], data_files=data[split], split="train") for split in ("train", "validation") if split in data}
    settings = {**parameters["trainer"], "bf16": is_bfloat16_supported(), "fp16": not is_bfloat16_supported()}

    trainer = ${trainer}(
        model=model,
${extra}        args=${config}(**settings),
        train_dataset=rows["train"],
        eval_dataset=rows.get("validation"),
        processing_class=tokenizer,
    )
    trainer.train()
    trainer.save_model(settings["output_dir"])
    tokenizer.save_pretrained(settings["output_dir"])


if __name__ == "__main__":
    main()
`
}
