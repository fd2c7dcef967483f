import { Document, visit, type CreateNodeOptions, type DocumentOptions, type ScalarTag, type SchemaOptions, type ToStringOptions } from 'yaml'
import { printable } from '../kernel/text.js'
import type { Settings } from './types.js'

/**
 * PyYAML reads YAML 1.1, where `2e-4` is a text: a fraction needs its point. (Source: yaml.org/type/float, and
 * PyYAML's resolver.)
 */
const fraction: ScalarTag = {
  tag: 'tag:yaml.org,2002:float', default: true, test: /^(?!)/, resolve: Number,
  identify: (value) => typeof value === 'number' && !Number.isInteger(value),
  stringify: ({ value }) => String(value).replace(/^(-?\d+)e/, '$1.0e')
}

const options: DocumentOptions & SchemaOptions & CreateNodeOptions = {
  // Quotes what YAML 1.1 takes for something else: no, off, 1_000, 12:30.
  version: '1.1', aliasDuplicateObjects: false,
  // Here `<<` is a text like any other.
  customTags: (tags) => [fraction, ...tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge')]
}
/** What no YAML takes for anything but text, save the few words that the library quotes; others, as `<<` and `=`, PyYAML has tags for. */
const WORD = /^[A-Za-z][\w./-]*(?:,[A-Za-z_]+)*$/

const layout: ToStringOptions = { lineWidth: 0, directives: false }

/** Settings as YAML that PyYAML reads back as they are, below a comment of one line each. */
export function writeYaml(settings: Settings, comment: readonly string[]): string {
  const document = new Document(settings, options)
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && !WORD.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    }
  })
  const head = comment.map((line) => `# ${printable(line).replaceAll(/\s+/g, ' ')}\n`).join('')
  return head + document.toString(layout)
}
