import { atMost, rank, shift } from './severity.js'
import type { Severity } from './types.js'

// Words of somebody who describes attacks rather than orders them.
const ABOUT = /\b(?:attack(?:er|ers|s|ing)?|adversar(?:y|ies|ial)|malicious(?:ly)?|malware|threat (?:actors?|intel\w{0,8}|hunt\w{0,3}|model\w{0,3})|exploit(?:s|ed|ing|ation)?|victims?|phish\w{0,4}|indicators? of|iocs?\b|red[- ]team\w{0,3}|pen(?:etration)?[- ]?test\w{0,4}|prompt injection|injections?|jailbreaks?|payloads?|suspicious|compromis(?:e|ed|ing)|abus(?:e|ed|ing)|mitigat\w{2,4}|vulnerab\w{2,7}|forensics?|defend(?:er|ers|ing)?|defen[cs]ive|owasp|mitre|att&ck|cve-\d|sigma rules?|yara|siem\b|edr\b|exfiltration|persistence|lateral movement|privilege escalation|c2\b|beacon\w{0,3}|ransomware|trojan\w{0,3}|backdoors?|infostealers?|detect(?:s|ed|ing|ion|ions|or)?|hunt(?:ing|s)?|triage|incident response|hardening|audit(?:s|ing|ed)?|scanner|risky?|dangerous|unsafe|insecure|anti-?patterns?|red flags?|warning signs?)\b/gi
const DESCRIBES = /\b(?:attackers?|adversar(?:y|ies)|malicious|malware|threat actors?|an? (?:exploit|victim|injection|jailbreak)|prompt injections?|phish\w{0,4}|detect\w{0,4}|hunt(?:ing)? for|indicators?|look(?:ing)? for|alert(?:s|ing)? (?:on|when|for)|flag(?:s|ged)? (?:as|when|if|any)|watch for|attempts? to|red flags?|suspicious|simulat\w{2,5}|(?<!never |not )(?:refuse|reject)\b|vulnerab\w{2,7}|dangerous|harmful|unsafe|insecure|anti-?pattern|bad practice|untrusted|misuse)\b/i
const WARNED = /(?:❌|✗|🚫|⛔|\b(?:bad|wrong|unsafe|insecure|avoid|never|don't|do not|malicious|vulnerable|dangerous|attack(?:er|s)?|incorrect|block(?:s|ed|ing|list)?|den(?:y|ied|ies)|destructive|forbidden|prohibit\w{0,3}|reject\w{0,3}|harmful|catastroph\w{2,4}|irreversibl[ey]|guard\w{0,6})\b)/i
const SEARCHED = /\b(?:e?grep|rg|ripgrep|findstr|select-string|yara|sigma|pattern|regexp?|re\.compile|new regexp|detection|selection|index=|sourcetype|contains(?:any)?|matches|startswith|endswith|condition:|commandline|kql|spl\b|eventid|rule\b)/i

/** Whether a text as a whole is about security: at least one word in forty of those that describe attacks. */
export function isAboutAttacks(text: string): boolean {
  const head = text.slice(0, 60_000)
  const about = head.match(ABOUT)?.length ?? 0
  return about >= 8 && about * 90 >= head.split(/\s+/, 10_000).length
}

/** Whether a sentence describes or forbids what an attacker does. */
export function describesAttack(sentence: string): boolean {
  return DESCRIBES.test(sentence)
}

/** Whether a line of code is shown as a bad example or searched for rather than run. */
export function isShownOnly(line: string, before: string): 'searched' | 'warned' | undefined {
  if (SEARCHED.test(line)) return 'searched'
  return WARNED.test(line.slice(-300)) || WARNED.test(before.slice(-300)) ? 'warned' : undefined
}

// Directly before what must not be run.
const FORBIDS = /\b(?:never|do not|don't|don’t|avoid|must not|should not|refuse to)\s(?:\w{1,10}\s)?(?:run(?:ning)?|us(?:e|ing)|execut(?:e|ing)|do(?:ing)?|typ(?:e|ing)|call(?:ing)?|paste)\b.{0,16}$/i

/** Whether what stands before a command forbids it. */
export function isForbidden(text: string, command: string): boolean {
  const at = text.indexOf(command)
  return at > 0 && FORBIDS.test(text.slice(Math.max(0, at - 60), at))
}

/** Severity of what stands in a text about attacks: never dangerous, as it is described; what was medium is for information. */
export function soften(severity: Severity, described: boolean, topic: boolean): Severity {
  if (described) return rank(severity) === 3 ? (topic ? 'medium' : 'high') : 'low'
  return topic ? atMost(rank(severity) <= 2 ? shift(severity, -1) : severity, 'high') : severity
}

/** The patterns, for the hash of the rule set. */
export const CONTEXT = [ABOUT, DESCRIBES, WARNED, SEARCHED, FORBIDS].map((pattern) => pattern.source)
