/** What a rule is about; the categories are those that scanners of agent skills use. */
export type ThreatCategory = 'exfiltration' | 'prompt-injection' | 'destructive' | 'persistence' | 'obfuscation' | 'supply-chain' | 'network' | 'credential-exposure' | 'execution' | 'traversal' | 'privilege-escalation' | 'mining'
export type Severity = 'low' | 'medium' | 'high' | 'critical'
/** safe: nothing above low. caution: medium or high. dangerous: at least one critical finding. */
export type Verdict = 'safe' | 'caution' | 'dangerous'

/** One thing a reviewer should look at. */
export interface ThreatFinding {
  rule: string
  category: ThreatCategory
  severity: Severity
  /** A plain sentence for the reviewer. */
  message: string
  /** Path inside the artifact. */
  file: string
  /** 1-based, in the file as it stands. */
  line: number
  /** Printable, at most 160 characters. */
  excerpt: string
  /** What had to be undone to see it: 'base64', 'confusables', 'invisible characters', 'joined lines', 'shell quoting' … */
  seenThrough: string[]
}

export interface ThreatReport {
  /** The rules' hash is SHA-256 over the rule set as data: another hash, other rules. */
  scanner: { version: number; rules: string }
  verdict: Verdict
  findings: ThreatFinding[]
}
