import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { printable } from '../../src/kernel/text.js'
import { trainingFiles } from '../../src/training/configs.js'
import { METHODS, TRAINERS, type Settings } from '../../src/training/types.js'
import { data, hasPyYaml, python, spec } from './examples.js'

/** Text that means something to YAML, Python, a shell or Markdown, within what a name may hold. */
const hostile = fc.array(fc.oneof(
  fc.constantFrom('"', '\'', '"""', '`', '```', '$(id)', '${HOME}', ';', '&&', '|', '\\', '{{', '%s', ': ', ' #', '- ', '!!python/object/apply:os.system [id]', '&a', '*a', '<<', '%', '@', '[', '}', '\\n', '|', '</td>', '<script>', '~', 'null', 'yes', '0o7', '1e3', '=', '>', '…', 'é', '𝕏'),
  fc.string({ maxLength: 6 })
), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')).filter((text) => text === text.trim() && text !== '' && printable(text) === text && !/[\n\t]/.test(text) && !text.startsWith('-'))

const requests = fc.record({ trainer: fc.constantFrom(...TRAINERS), method: fc.constantFrom(...METHODS), baseModel: hostile, outputDir: hostile, configDir: hostile, folder: hostile })

function specFrom({ trainer, method, baseModel, outputDir, configDir, folder }: { trainer: 'trl' | 'unsloth' | 'axolotl'; method: 'sft' | 'dpo' | 'kto' | 'grpo'; baseModel: string; outputDir: string; configDir: string; folder: string }) {
  const files = data(method).files.map((file) => ({ ...file, path: `${folder}/${file.split}.jsonl` }))
  return spec(trainer, method, 'single-gpu', { baseModel, outputDir, configDir, data: data(method, { folder, files }) })
}

describe('whatever a name holds', () => {
  it('YAML gives it back, and nothing beside it', () => {
    fc.assert(fc.property(requests, (request) => {
      const plain = trainingFiles(specFrom({ ...request, baseModel: 'm', outputDir: 'o', configDir: 'c', folder: 'f' }))
      const made = trainingFiles(specFrom(request))
      for (const { name, text } of made.files.filter((file) => file.name.endsWith('.yaml'))) {
        const settings = parse(text, { version: '1.1' }) as Settings
        const usual = parse(plain.files.find((file) => file.name === name)?.text ?? '') as Settings
        expect(Object.keys(settings)).toEqual(Object.keys(usual))
        expect([settings['model'], settings['base_model'], settings['model_name_or_path']]).toContain(request.baseModel)
      }
    }), { numRuns: 300 })
  })

  it.skipIf(!hasPyYaml)('PyYAML gives it back too', () => {
    const samples = fc.sample(requests, { numRuns: 200, seed: 7 })
    const texts = samples.flatMap((request) => trainingFiles(specFrom(request)).files.filter(({ name }) => name.endsWith('.yaml')).map(({ text }) => ({ text, model: request.baseModel, out: specFrom(request).outputDir })))
    const { stdout, stderr } = python(['-c', `
import json, sys, yaml
for case in json.load(sys.stdin):
    got = yaml.safe_load(case["text"])
    out = got.get("output_dir") or got["training"]["output_dir"]
    model = got.get("model") or got.get("base_model") or got["model_name_or_path"]
    assert (model, out) == (case["model"], case["out"]), (model, out, case)
print("same")
`], { cwd: '.', input: JSON.stringify(texts) })
    expect(stderr).toBe('')
    expect(stdout).toBe('same\n')
  })

  it('no Python holds any of it: the scripts are the same for all', () => {
    fc.assert(fc.property(requests, (request) => {
      const scripts = (from: ReturnType<typeof specFrom>) => trainingFiles(from).files.filter(({ name }) => name.endsWith('.py'))
      expect(scripts(specFrom(request))).toEqual(scripts(specFrom({ ...request, baseModel: 'm', outputDir: 'o', configDir: 'c', folder: 'f' })))
    }), { numRuns: 100 })
  })

  it('a shell takes each word of the command as it is', () => {
    const samples = fc.sample(requests, { numRuns: 100, seed: 11 })
    for (const request of samples.slice(0, 40)) {
      const { verify, run } = trainingFiles(specFrom(request))
      const shown = spawnSync('sh', ['-c', `set -f; show() { for word in "$@"; do printf '%s\\n' "$word"; done; }; show ${verify}`], { encoding: 'utf8' })
      const configDir = specFrom(request).configDir
      expect(shown.stderr).toBe('')
      expect(shown.stdout).toBe(`python3\n${configDir.endsWith('/') ? configDir : `${configDir}/`}verify_dataset.py\n`)
      // The assignment before a command is no word of it.
      const env = spawnSync('sh', ['-c', `trl() { printf %s "$PYTHONPATH"; }; axolotl() { printf %s "$PYTHONPATH"; }; unsloth() { :; }; python3() { :; }; PYTHONPATH=; ${run}`], { encoding: 'utf8' })
      expect(env.stderr).toBe('')
      expect(['', configDir]).toContain(env.stdout)
    }
  })

  it('the page beside it shows it as words: no line, tag, link or fence of its own', () => {
    fc.assert(fc.property(requests, (request) => {
      const readMe = trainingFiles(specFrom(request)).files.find(({ name }) => name === 'README.md')?.text ?? ''
      const plain = trainingFiles(specFrom({ ...request, baseModel: 'm', outputDir: 'o', configDir: 'c', folder: 'f' })).files.find(({ name }) => name === 'README.md')?.text ?? ''
      expect(readMe.split('\n')).toHaveLength(plain.split('\n').length)
      expect(readMe.split('\n').filter((line) => line.startsWith('```'))).toEqual(['```sh', '```'])
    }), { numRuns: 200 })
  })
})
