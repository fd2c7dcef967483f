import type { CheckResult } from '../../app/check.js'

/**
 * A problem as an annotation of a workflow's run; the path is that of the store's repository.
 * source: GitHub Docs, workflow commands (::error file=…,line=…,title=…::…), and their escapes as actions/toolkit has them
 */
export function annotation({ where, path, problem, line }: CheckResult['problems'][number]): string {
  const place = path === '' ? [] : [`file=${property(path)}`, `line=${line ?? 1}`]
  return `::error ${[...place, `title=${property(`SkillLoop, ${where}`)}`].join(',')}::${data(`${path === '' ? '' : `${path} `}${problem}`)}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
