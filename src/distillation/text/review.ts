// Lines that only tools and reviewers write.
const SEVERITY = /^\s*(?:\*\*)?(?:(?:critical|high|medium|low|minor|major|info) (?:severity|priority)|severity: ?\w+|nit(?:pick)?:)(?:\*\*)?\s*$/im
// How reviewers, human or not, advise: nobody orders an agent so.
const ADVISES = /(?:^|[.!] )Consider (?:also )?(?:\w+ing|whether|a|an|the)\b|\bit (?:would|might) be (?:better|safer|worth|advisable)\b.{0,80}\bto \w+|\bthis (?:duplication|inconsistency|could lead|could cause|can lead|can cause|causes|may lead|may cause|means any)\b|\bshould (?:instead )?be (?:explicitly )?(?:redirected|updated|removed|extracted|refactored|renamed|replaced|documented|tested|covered)\b/
// The subject of a finding: a piece of code by its name.
const FINDING = /^(?:Additionally, |Currently, |However, )?(?:(?:The|In|When|This|If) )?(?:(?:new|inner|existing|same) )?[`\w.]*(?:[a-z][A-Z]|_[a-z]|`)[\w.()`]* (?:function|method|struct|class|condition|package|test|tests|helper|handler|field|constant|regex|type|returns?|uses?|reads?|calls?|omits?|lacks?|captures?|ignores?|skips?)\b|^The (?:comment|condition|test suite|check|default case|function|method|regex|struct|class|validation|test|documentation|error message|code) (?:on|in|at|for|says|is|has|lacks|should|of)\b/
// Who talks to an agent says I, we or you, asks, or orders it politely.
const TALKS = /\b(?:i|i'm|i've|i'd|we|we're|we've|you|your|my|our|me|us|let's|lets|please|pls|btw|yeah|hmm?|ok|okay)\b/i
const LONG = 160

/** Whether a paragraph is rather a reviewer's finding that was pasted than what a person says to an agent. */
function readsAsFinding(paragraph: string): boolean {
  if (TALKS.test(paragraph)) return false
  if ((paragraph.length > 60 && ADVISES.test(paragraph)) || (paragraph.length > 100 && FINDING.test(paragraph))) return true
  return paragraph.length > LONG && isFormal(paragraph) && /[a-z][A-Z]|\w_\w|\(\)|`|\w\.\w/.test(paragraph)
}

// Whole sentences, each with its capital letter and its full stop.
function isFormal(paragraph: string): boolean {
  const sentences = paragraph.split(/(?<=[.!?])\s+/)
  return /[.:]$/.test(paragraph) && /\b(?:the|is|are|this)\b/i.test(paragraph) && sentences.every((sentence) => /^["`(]?[A-Z]/.test(sentence))
}

/** Lines without the paragraphs of a pasted review; a line that names a severity makes all that says neither I nor you part of it. */
export function withoutReviews(lines: readonly string[]): string[] {
  const reviewed = lines.some((line) => SEVERITY.test(line))
  const kept: string[] = []
  let paragraph: string[] = []
  const flush = (): void => {
    const text = paragraph.join(' ').trim()
    if (!(reviewed ? !TALKS.test(text) : readsAsFinding(text))) kept.push(...paragraph)
    paragraph = []
  }
  for (const line of lines) {
    if (line.trim() === '') {
      flush()
      kept.push(line)
    } else paragraph.push(line)
  }
  flush()
  return kept
}
