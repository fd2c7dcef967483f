/** A fenced block of code, or a file, in a language by one name. */
export interface CodeBlock {
  language: 'sh' | 'json' | 'yaml' | 'toml' | 'js' | 'python'
  text: string
  /** Line of the first line of code, from 1. */
  line: number
}

const LANGUAGES: Readonly<Record<string, CodeBlock['language']>> = {
  sh: 'sh', bash: 'sh', shell: 'sh', zsh: 'sh', json: 'json', yaml: 'yaml', yml: 'yaml', toml: 'toml', js: 'js', javascript: 'js', mjs: 'js', cjs: 'js', python: 'python', python3: 'python', py: 'python'
}

export function languageOf(name: string): CodeBlock['language'] | undefined {
  return LANGUAGES[name.toLowerCase()]
}

/** The fenced blocks of a Markdown text whose language is known; one with `<placeholders>` for shell values stays as it is. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  const lines = markdown.split('\n')
  let open: { fence: string; language: CodeBlock['language'] | undefined; from: number } | undefined
  lines.forEach((line, at) => {
    const fence = /^\s{0,3}(`{3,}|~{3,})\s*([\w+-]*)/.exec(line)
    if (open) {
      if (!fence?.[1]?.startsWith(open.fence) || fence[2] !== '') return
      if (open.language) blocks.push({ language: open.language, text: lines.slice(open.from, at).join('\n'), line: open.from + 1 })
      open = undefined
    } else if (fence?.[1] !== undefined) open = { fence: fence[1], language: languageOf(fence[2] ?? ''), from: at + 1 }
  })
  return blocks
}

/** Commands in code spans of numbered steps and the lines of shell blocks: what following the skill would run. */
export function shellLines(markdown: string): string[] {
  const spans = markdown.split('\n').filter((line) => /^\s*(?:\d+\.|-) /.test(line)).flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span))
  const lines = codeBlocks(markdown).filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n')).map((line) => line.replace(/^\s*\$ /, '').trim()).filter((line) => line !== '' && !line.startsWith('#'))
  // A lone word may be a name of anything; a command is one with something after it.
  return [...spans.filter((span) => /^[a-z][\w.+-]*\s+\S/.test(span) && !/^[a-z]+_[a-z_]+\s/.test(span)), ...lines]
}

/** Relative files that a text links to or names in `scripts/`, `references/` or `assets/`; without anchors. */
export function filesNamed(markdown: string): string[] {
  const prose = markdown.replaceAll(/^\s{0,3}```[^]*?^\s{0,3}```/gm, '')
  const links = [...prose.matchAll(/\]\(([^)\s]{1,1000})\)/g)].map(([, target = '']) => target).filter((target) => !/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(target))
  const named = [...markdown.matchAll(/(?<![\w/.-])((?:scripts|references|assets)\/[\w./-]*\w)/g)].map(([, path = '']) => path)
  return [...new Set([...links, ...named].map((path) => path.replace(/#.*$/, '').replace(/^\.\//, '')).filter((path) => path !== ''))].sort()
}
