import { DOMParser } from '@xmldom/xmldom'

/** What is wrong with a text as XML; empty where nothing is. */
export function xmlProblems(text: string): string {
  const problems: string[] = []
  new DOMParser({ onError: (level, message) => void problems.push(`${level}: ${String(message)}`) }).parseFromString(text, 'image/svg+xml')
  return problems.join('\n')
}
