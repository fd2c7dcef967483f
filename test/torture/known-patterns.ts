/**
 * Patterns that take more than time in proportion on their worst case, by file and how they begin, each with what bounds
 * the text that they are tried on. One that is not bounded is to be mended and not to be listed.
 */
export const KNOWN: ReadonlyMap<string, string> = new Map([
  ['app/policy.ts ^(\\S*) .*?(?:', 'cut to 2,000 characters before'],
  ['distillation/memory/clauses.ts (?:,\\s+(?=(?:we|you)', 'a sentence of a statement; a run of white space in it is one space (text/sentences.ts)'],
  ['distillation/memory/clauses.ts (?:,|\\s[-–—])?\\s+(?:so|but', 'the same'],
  ['distillation/memory/clean.ts [,;]? +(?:ok|okay', 'the same'],
  ['distillation/memory/score.ts `[^`]*`|(?<![\\w/.-])', 'a sentence of a statement'],
  ['distillation/skills/edit-skill.ts (`+)(?:(?!\\1).)+\\1', 'a line of a skill that was drafted here'],
  ['distillation/skills/parameters.ts v?\\d[\\d.]*$', 'a word of a command'],
  ['distillation/skills/parameters.ts \\d[\\d.]*$', 'a word of a command'],
  ['distillation/skills/parameters.ts [/.@:][A-Za-z]', 'a word of a command'],
  ['distillation/text/review.ts ^(?:Additionally, |', 'a sentence of a person'],
  ['evaluation/observations/observe.ts ^(?:read|view|open', 'the name of a tool'],
  ['proposals/history/line-origin.ts [^\\s"\']*<[\\w -]+>', 'a phrase of a skill\'s line'],
  ['proposals/markdown.ts ^(.+?)([.,;:!?]*)$', 'a word of a text that was cut to 600 characters'],
  ['redaction/opaque.ts ^(?:[A-Za-z]{2,}\\d{0,2}', 'a value of at most LONGEST characters'],
  ['redaction/personal/ips.ts (?:version|ver|release|v|==', 'the characters before a match, a few'],
  ['redaction/rules/packages.ts ^[\\x20-\\x7e]+:', 'what was decoded of one value'],
  ['redaction/rules/packages.ts [a-z]{2}.*[A-Z]', 'one value'],
  ['redaction/rules/standards.ts ^[\\x20-\\x7e]*:', 'what was decoded of one value'],
  ['redaction/rules/standards.ts eyJ[\\w-]{8,4096}', 'a window round its keyword, within the budget of redaction/budget.ts'],
  ['service/quote.ts (\\\\*)"', 'a path or an argument of a person at this machine'],
  ['service/quote.ts (\\\\+)$', 'the same'],
  ['threats/markdown.ts !?\\[([^\\]\\n]{0,1000})', 'in proportion: at most 1,000 steps at each place'],
  ['threats/markdown.ts !\\[([^\\]\\n]{12,1000})', 'the same'],
  ['threats/code-text.ts (?:^|\\s)(?:#(?!!)', 'one line, of which at most 2,000 characters follow the mark']
])
