import { findEntry } from '../app/library.js'
import { excerpt } from '../kernel/text.js'
import type { Desk } from './desk.js'
import { pageOf, type Page } from './resources.js'
import { shown, skillText } from './show.js'

export interface McpPrompt { name: string; title: string; description: string; arguments: { name: string; description: string; required: boolean }[] }

const LONGEST_TASK = 4000

/** A prompt for each skill in force. */
export async function listPrompts({ library }: Desk, page: Page): Promise<{ prompts: McpPrompt[]; nextCursor?: string }> {
  const { items, ...rest } = pageOf((await library.now()).entries.filter(({ kind }) => kind === 'skill'), page)
  const prompts = items.map(({ name, says }) => ({ name, title: `Work by the skill ${name}`, description: shown(excerpt(says, 200)), arguments: [{ name: 'task', description: 'what is to be done', required: false }] }))
  return { prompts, ...rest }
}

export async function getPrompt(desk: Desk, name: string, task: string | undefined): Promise<{ description: string; text: string }> {
  const entry = findEntry(await desk.library.now(), 'skill', name)
  await desk.used(entry)
  const what = task === undefined || task.trim() === '' ? '' : `\n\nThe task: ${shown(task.slice(0, LONGEST_TASK))}`
  return { description: shown(excerpt(entry.says, 200)), text: `Work by this skill, which a person approved for this project:\n\n${skillText(entry)}${what}` }
}
