// One line of what people paste: logs, stack traces, shells, diffs, tables, JSON, code, commit listings.
// Each is anchored or bounded, so that a long line costs no more than its length.
const PASTED: readonly RegExp[] = [
  /^\s*(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:|\[?\d{2}:\d{2}:\d{2}|\[\d{4}-|\w{3} +\d{1,2} \d{2}:\d{2}:\d{2})/,
  /^\s*\[?(?:error|warn|warning|info|debug|trace|fatal|notice|critical|err)\]?[:\s]*[!:\]]/i,
  /^\s*(?:npm ERR!|npm WARN|fatal:|remote:|hint:|error\[|error TS\d|Traceback|Caused by|FAIL\b|PASS\b|panic:|===|---|\+\+\+|@@|diff --git|index [0-9a-f]{7}|commit [0-9a-f]{7,}|Author:|Date: |Download action|Exit code|Exception|\w+(?:Error|Exception): )/,
  /^\s*(?:at |in |from )\S+[ (].{0,200}:\d+/,
  /^\s*File ".{1,200}", line \d+/,
  /^\s*(?:\$|❯|%|#>|>>>|PS [A-Z]:\\)\s+\S/,
  /^\s*[\w./-]{1,120}:\d+(?::\d+)?[: ]/,
  /^\s*[{}[\]();,]+\s*$/,
  /^\s*["'][\w.$-]{1,60}["']\s*:/,
  /^\s*[+-](?![ -])\S/,
  /^\s*\|.*\|\s*$/,
  /[─-╿▀-▟✓✔✗✘●⎿█]/,
  /^(?: {4,}|\t+)(?![-*+\d])\S.*[;{}()=]\s*$/,
  /^\s*(?:import|export|const|let|var|function|class|def|return|public|private|func|package|#include|using|namespace|SELECT|INSERT|UPDATE|CREATE TABLE)\b.*(?:[;{}=]\s*$|\s=>?\s|\w\([^)]{0,120}\)\s*:?\s*$|\bfrom ['"])/,
  /^\s*(?:create|delete) mode \d{6}|(?<!\d)\d+ files? changed/,
  /\|\s+\d+ [+-]+\s*$/
]

/** True for a line that is rather copied from a program than written to the agent. */
export function looksPasted(line: string): boolean {
  const head = line.slice(0, 400)
  return PASTED.some((pattern) => pattern.test(head)) || isMostlySymbols(head)
}

// Counted by code unit, as this is asked of every line: all beyond ASCII passes for a letter.
function isMostlySymbols(line: string): boolean {
  let letters = 0
  let symbols = 0
  let inCode = false
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 0x60) inCode = !inCode
    else if (inCode || code === 0x20 || code === 0x09) continue
    else if (code > 0x7f || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) letters++
    else symbols++
  }
  return letters + symbols >= 12 && letters < symbols
}
