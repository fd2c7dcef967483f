import type { Severity, ThreatCategory } from '../types.js'
import type { ACTIONS } from './features-actions.js'
import type { DECEIT } from './features-deceit.js'
import type { FEATURES } from './features.js'

/** Features that are computed rather than matched: see sentence.ts. */
type Computed = 'outside' | 'outsideUnknown' | 'lone' | 'drop' | 'address' | 'mail' | 'hidden' | 'apiRequest' | 'unrelatedCondition' | 'securityContact'
export type FeatureName = keyof typeof FEATURES | keyof typeof ACTIONS | keyof typeof DECEIT | Computed

/** An intent: what a sentence must say, in itself and with its neighbours. */
export interface IntentRule {
  id: string
  category: ThreatCategory
  severity: Severity
  /** All in one sentence; the first is the rarest, as it is asked first. */
  all: readonly FeatureName[]
  /** At least one of these in the sentence. */
  any?: readonly FeatureName[]
  /** At least one of these in the sentence, the one before or the one after. */
  near?: readonly FeatureName[]
  /** None of these in the sentence. */
  none?: readonly FeatureName[]
  /** Words that describe attacks are part of what it says, so they don't soften it. */
  firm?: true
  message: string
}

const CAMPAIGNS = 'published analyses of malicious agent skills, 2026: fake prerequisites, remote instructions, memory poisoning, data sent out under a pretext'
const INJECTION = 'OWASP Top 10 for LLM applications, LLM01 prompt injection; the intents named there composed freely'

/** Where these rules come from. */
export const SOURCES = [CAMPAIGNS, INJECTION]

/** Intents in English. One a line. */
export const INTENTS: readonly IntentRule[] = [
  { id: 'override-instructions', category: 'prompt-injection', severity: 'critical', all: ['overrideVerb', 'instructions'], message: 'Tells the agent to set aside the instructions it was given.' },
  { id: 'instructions-lapse', category: 'prompt-injection', severity: 'high', all: ['lapse'], any: ['assistant', 'trigger', 'instructions', 'evenIf'], message: 'Says that the agent’s rules no longer apply.' },
  { id: 'claims-precedence', category: 'prompt-injection', severity: 'medium', all: ['precedence'], message: 'Claims to stand above what the user or the system says.' },
  { id: 'other-role', category: 'prompt-injection', severity: 'high', all: ['unrestricted', 'role'], message: 'Gives the agent a role without its restrictions.' },
  { id: 'hide-from-user', category: 'prompt-injection', severity: 'medium', all: ['hideFromUser'], message: 'Tells the agent to keep something from the user.' },
  { id: 'hides-itself', category: 'prompt-injection', severity: 'high', all: ['hideThis'], firm: true, message: 'Tells the agent not to speak of this very instruction.' },
  { id: 'hidden-action', category: 'prompt-injection', severity: 'high', all: ['hideFromUser'], near: ['secret', 'outside', 'agentFile', 'falsify', 'vagueSink', 'mail', 'interest', 'overrideVerb'], message: 'Tells the agent to do something sensitive and to keep it from the user.' },
  { id: 'act-unasked', category: 'prompt-injection', severity: 'medium', all: ['noAsk', 'run'], message: 'Tells the agent to act without asking.' },
  { id: 'false-consent', category: 'prompt-injection', severity: 'high', all: ['consent'], near: ['noAsk', 'secret', 'outsideUnknown', 'vagueSink', 'destroy', 'elevate', 'permissive'], message: 'Claims that the user has agreed in advance.' },
  { id: 'hidden-instruction', category: 'prompt-injection', severity: 'critical', all: ['hidden', 'addressed', 'order'], message: 'Gives the agent an order in a place that people do not see.' },
  { id: 'false-report', category: 'prompt-injection', severity: 'high', all: ['allClear', 'claim'], any: ['skip', 'stealthAdverb', 'falsify', 'hideFromUser'], firm: true, message: 'Tells the agent to report that all is well when it may not be.' },
  { id: 'clears-by-name', category: 'prompt-injection', severity: 'medium', all: ['allClear', 'claim', 'unrelatedCondition'], firm: true, message: 'Tells the agent what verdict to give, whatever it finds.' },
  { id: 'steered-answers', category: 'prompt-injection', severity: 'high', all: ['interest', 'promote'], any: ['evenIf', 'hideFromUser', 'stealthAdverb', 'trigger'], message: 'Steers answers to somebody’s advantage.' },
  { id: 'planted-text', category: 'prompt-injection', severity: 'medium', all: ['plant'], message: 'Has text, links or faults put into what the agent produces.' },
  { id: 'altered-figures', category: 'prompt-injection', severity: 'high', all: ['alter', 'number'], near: ['hideFromUser', 'falsify'], message: 'Has figures, names or accounts changed unseen.' },
  { id: 'silent-change', category: 'prompt-injection', severity: 'high', all: ['stealthAdverb'], any: ['alter', 'plant', 'skip'], near: ['number', 'allClear', 'interest', 'falsify'], none: ['allClear'], message: 'Has something changed unseen.' },
  { id: 'sabotage', category: 'prompt-injection', severity: 'medium', all: ['falsify'], any: ['alter', 'plant', 'claim'], near: ['number', 'private', 'plant'], message: 'Asks for results that are wrong on purpose.' },
  { id: 'endless-work', category: 'prompt-injection', severity: 'medium', all: ['recursive'], message: 'Has the agent work without end.' },
  { id: 'pursue-secret', category: 'credential-exposure', severity: 'medium', all: ['secretStore', 'gather'], near: ['trigger', 'put', 'send', 'mandatory', 'pretext', 'stealthAdverb', 'outside', 'expose'], message: 'Has the agent read where secrets are kept.' },
  { id: 'secret-in-output', category: 'credential-exposure', severity: 'high', all: ['secretNames', 'expose', 'everyOutput'], message: 'Has secrets written where others read them.' },
  { id: 'ask-for-secret', category: 'credential-exposure', severity: 'high', all: ['ask', 'crown'], message: 'Has the agent ask people for a password, a recovery phrase or a card.' },
  { id: 'secret-sent', category: 'exfiltration', severity: 'critical', all: ['secretStore', 'send'], any: ['outsideUnknown', 'drop', 'address', 'vagueSink', 'mail', 'stealthAdverb', 'hideFromUser'], message: 'Has secrets sent away.' },
  { id: 'secret-sent-unseen', category: 'exfiltration', severity: 'critical', all: ['secret', 'send'], near: ['hideFromUser', 'stealthAdverb'], any: ['outsideUnknown', 'drop', 'address', 'vagueSink', 'mail', 'secretStore', 'private'], message: 'Has secrets sent away, unseen.' },
  { id: 'secret-to-stranger', category: 'exfiltration', severity: 'high', all: ['secret', 'outsideUnknown'], any: ['send', 'put'], near: ['trigger', 'pretext', 'lone', 'gather', 'stealthAdverb'], none: ['apiRequest'], message: 'Sends a secret to an address that this artifact says nothing else about.' },
  { id: 'secret-under-pretext', category: 'exfiltration', severity: 'high', all: ['secretStore'], any: ['send', 'put'], near: ['pretext', 'consent'], message: 'Has secrets handed over under a pretext.' },
  { id: 'secrets-passed-on', category: 'exfiltration', severity: 'high', all: ['secretStore', 'put'], any: ['trigger', 'outsideUnknown', 'followed', 'everyOutput'], none: ['apiRequest'], message: 'Has secrets put into what is sent or produced.' },
  { id: 'secret-to-drop', category: 'exfiltration', severity: 'critical', all: ['drop', 'secret'], any: ['send', 'put'], message: 'Sends secrets to a place where anybody catches data.' },
  { id: 'data-to-drop', category: 'exfiltration', severity: 'high', all: ['drop'], any: ['send', 'put'], near: ['private', 'artifact'], message: 'Sends data to a place where anybody catches data.' },
  { id: 'data-to-address', category: 'exfiltration', severity: 'high', all: ['address'], any: ['send'], near: ['private', 'artifact', 'secret'], message: 'Sends data to a bare network address.' },
  { id: 'private-data-sent', category: 'exfiltration', severity: 'high', all: ['outsideUnknown', 'private', 'send'], near: ['trigger', 'pretext', 'stealthAdverb', 'hideFromUser', 'lone', 'gather'], message: 'Sends what people entrusted to the agent to somebody else.' },
  { id: 'private-data-handed-on', category: 'exfiltration', severity: 'high', all: ['private', 'vagueSink', 'send'], any: ['trigger', 'pretext', 'stealthAdverb', 'hideFromUser'], message: 'Has private data handed to a place outside.' },
  { id: 'copy-to-stranger', category: 'exfiltration', severity: 'high', all: ['lone', 'send', 'artifact'], near: ['trigger', 'pretext', 'stealthAdverb', 'hideFromUser'], none: ['securityContact'], message: 'Has a copy sent to an address that this artifact says nothing else about.' },
  { id: 'copy-under-pretext', category: 'exfiltration', severity: 'medium', all: ['outsideUnknown', 'send', 'artifact', 'pretext'], none: ['securityContact'], message: 'Has a copy sent outside under a pretext.' },
  { id: 'copy-by-mail', category: 'exfiltration', severity: 'medium', all: ['mail'], any: ['send', 'put'], near: ['artifact', 'private', 'secret'], none: ['securityContact'], message: 'Has something sent to a mail address written into the artifact.' },
  { id: 'data-in-image', category: 'exfiltration', severity: 'high', all: ['outside', 'image', 'followed'], near: ['private', 'secret', 'artifact'], message: 'Has data carried away in an image’s or link’s address.' },
  { id: 'code-to-stranger', category: 'exfiltration', severity: 'high', all: ['gitRemote'], any: ['outsideUnknown', 'drop', 'address'], message: 'Has the repository pushed to somebody else’s.' },
  { id: 'whatever-is-fetched', category: 'supply-chain', severity: 'high', all: ['obey', 'fetch'], any: ['outsideUnknown', 'drop', 'address', 'raw', 'vagueSink'], message: 'Has the agent follow whatever it fetches.' },
  { id: 'strange-prerequisite', category: 'supply-chain', severity: 'high', all: ['program', 'install', 'outsideUnknown'], near: ['mandatory'], message: 'Demands a program from an unknown place first.' },
  { id: 'archive-with-password', category: 'supply-chain', severity: 'critical', all: ['archivePassword'], near: ['outside', 'install'], any: ['program', 'outside'], message: 'Downloads an archive with a password, which hides it from scanners.' },
  { id: 'paste-a-command', category: 'supply-chain', severity: 'high', all: ['paste'], near: ['outsideUnknown', 'drop', 'address'], message: 'Has people paste a command from elsewhere into a terminal.' },
  { id: 'paste-first', category: 'supply-chain', severity: 'medium', all: ['paste'], near: ['mandatory'], message: 'Has people paste a command into a terminal before anything else.' },
  { id: 'changes-agent', category: 'persistence', severity: 'high', all: ['agentFile', 'write'], near: ['lasting', 'permissive', 'hideFromUser', 'stealthAdverb'], any: ['lasting', 'permissive', 'hideFromUser', 'stealthAdverb', 'trust'], message: 'Writes itself into the agent’s own files.' },
  { id: 'changes-memory', category: 'persistence', severity: 'medium', all: ['memory', 'lasting', 'trust'], message: 'Plants something in the agent’s memory.' },
  { id: 'starts-by-itself', category: 'persistence', severity: 'medium', all: ['startup', 'write'], near: ['stealthAdverb', 'hideFromUser', 'outsideUnknown', 'mandatory', 'lasting', 'trigger'], message: 'Has something start by itself later.' },
  { id: 'lets-others-in', category: 'persistence', severity: 'high', all: ['remote'], any: ['write', 'run', 'trigger', 'send'], message: 'Lets somebody else into the machine.' },
  { id: 'loosens-permissions', category: 'privilege-escalation', severity: 'high', all: ['permissive'], any: ['write', 'run', 'elevate'], near: ['agentFile', 'noAsk', 'write', 'refused', 'trigger', 'elevate'], message: 'Has the agent’s permissions loosened.' },
  { id: 'protection-off', category: 'privilege-escalation', severity: 'medium', all: ['protection', 'switchOff'], near: ['mandatory', 'install', 'trigger', 'hideFromUser', 'stealthAdverb'], message: 'Has protection switched off.' },
  { id: 'retry-as-root', category: 'privilege-escalation', severity: 'medium', all: ['elevate', 'refused'], message: 'Has what was refused done again with more rights.' },
  { id: 'destroys', category: 'destructive', severity: 'medium', all: ['destroy', 'precious'], near: ['trigger', 'stealthAdverb', 'hideFromUser', 'noAsk', 'consent'], message: 'Has something destroyed that cannot be replaced.' },
  { id: 'destroys-unasked', category: 'destructive', severity: 'high', all: ['destroy', 'precious'], any: ['stealthAdverb', 'hideFromUser', 'noAsk', 'consent', 'timed', 'encrypt'], message: 'Has something destroyed without asking.' },
  { id: 'destroys-later', category: 'destructive', severity: 'high', all: ['timed', 'destroy'], message: 'Waits for a date to destroy something.' },
  { id: 'holds-to-ransom', category: 'destructive', severity: 'critical', all: ['encrypt', 'ransom'], near: ['destroy', 'precious'], any: ['destroy'], message: 'Encrypts files and keeps the key from their owner.' },
  { id: 'names-mining', category: 'mining', severity: 'medium', all: ['mining'], message: 'Speaks of mining coins.' },
  { id: 'out-of-sight', category: 'prompt-injection', severity: 'medium', all: ['quiet'], firm: true, message: 'Has the agent work out of the user’s sight.' },
  { id: 'claims-rank', category: 'prompt-injection', severity: 'high', all: ['outranks'], firm: true, message: 'Claims an authority that a memory or skill does not have, or ends the agent’s rules.' },
  { id: 'not-to-be-checked', category: 'prompt-injection', severity: 'high', all: ['unvetted'], firm: true, message: 'Vouches for itself, or tells the agent not to look.' },
  { id: 'takes-sides', category: 'prompt-injection', severity: 'high', all: ['favour'], firm: true, message: 'Has judgements come out in somebody’s favour.' },
  { id: 'swindles', category: 'prompt-injection', severity: 'high', all: ['swindle'], any: ['number', 'alter', 'weakCode', 'claim', 'run', 'plant', 'promote', 'put'], firm: true, message: 'Has the agent give wrong figures or wrong information.' },
  { id: 'asks-for-money', category: 'prompt-injection', severity: 'high', all: ['pay'], any: ['outsideUnknown', 'purse', 'noAsk', 'claim', 'stealthAdverb', 'hideFromUser'], message: 'Has money asked for, sent or approved.' },
  { id: 'money-goes-elsewhere', category: 'prompt-injection', severity: 'high', all: ['purse'], any: ['alter', 'pay', 'send', 'put'], message: 'Puts an account or wallet of its own into what the agent does.' },
  { id: 'back-door-in-code', category: 'prompt-injection', severity: 'high', all: ['accept'], any: ['weakCode', 'put', 'write', 'run'], firm: true, message: 'Has a way in built into code.' },
  { id: 'gives-access', category: 'exfiltration', severity: 'high', all: ['coOwner'], any: ['mail', 'outsideUnknown'], message: 'Gives somebody access to what people own.' },
  { id: 'stranger-gets-data', category: 'exfiltration', severity: 'medium', all: ['lone'], any: ['send', 'put', 'log', 'expose'], near: ['artifact', 'private', 'secret'], none: ['securityContact', 'apiRequest'], message: 'Hands something to an address that this artifact says nothing else about.' },
  { id: 'secret-near-stranger', category: 'exfiltration', severity: 'high', all: ['secretStore', 'outsideUnknown'], message: 'Speaks of a secret and of an unknown address in one breath.' },
  { id: 'printed-environment-sent', category: 'exfiltration', severity: 'high', all: ['environment'], any: ['send', 'put', 'outsideUnknown'], message: 'Has the environment’s variables, and the secrets in them, passed on.' },
  { id: 'private-to-shared-place', category: 'exfiltration', severity: 'medium', all: ['sink2'], any: ['private', 'secretStore', 'secretNames'], near: ['send', 'put', 'log', 'write'], none: ['apiRequest'], message: 'Has private data put where others read it.' },
  { id: 'secrets-gathered', category: 'credential-exposure', severity: 'high', all: ['homeHunt'], message: 'Looks for secrets that are not its own.' },
  { id: 'secret-in-plain', category: 'credential-exposure', severity: 'medium', all: ['plainSecret'], message: 'Has a secret written in plain text.' },
  { id: 'wide-open-rights', category: 'privilege-escalation', severity: 'medium', all: ['looseShell'], message: 'Asks for rights without limits.' },
  { id: 'protection-off-now', category: 'privilege-escalation', severity: 'high', all: ['protection', 'switchOff'], any: ['while', 'paste', 'program'], message: 'Has protection switched off while something is done.' },
  { id: 'opens-the-machine', category: 'network', severity: 'high', all: ['inbound'], message: 'Opens the machine to the outside.' },
  { id: 'takes-orders', category: 'supply-chain', severity: 'high', all: ['livingOrders'], any: ['outside', 'vagueSink', 'sink2', 'fetch'], message: 'Has the agent carry out what comes from elsewhere.' },
  { id: 'fetched-program', category: 'supply-chain', severity: 'medium', all: ['outsideUnknown', 'startIt', 'install'], any: ['lone'], message: 'Has a program fetched from an unknown place and started.' },
  { id: 'spreads', category: 'persistence', severity: 'medium', all: ['otherAgents', 'write'], any: ['outside', 'run', 'agentFile', 'lasting', 'trust'], near: ['outsideUnknown', 'agentFile', 'trust', 'memory'], message: 'Spreads to other sessions, agents or projects.' },
  { id: 'runs-by-itself', category: 'persistence', severity: 'medium', all: ['gitAuto', 'selfRun'], any: ['write', 'install'], near: ['lasting', 'stealthAdverb', 'quiet', 'install', 'outsideUnknown'], message: 'Has something run by itself, again and again.' },
  { id: 'system-files', category: 'persistence', severity: 'medium', all: ['systemFiles'], any: ['alter', 'write', 'destroy'], message: 'Changes the system’s own files.' },
  { id: 'rewrites-history', category: 'destructive', severity: 'medium', all: ['gitForce'], message: 'Rewrites a repository’s history.' },
  { id: 'key-is-lost', category: 'destructive', severity: 'high', all: ['lostKey'], any: ['encrypt', 'destroy'], message: 'Encrypts with a key that nobody has.' },
  { id: 'destroys-originals', category: 'destructive', severity: 'medium', all: ['destroy', 'dear'], message: 'Destroys what people own.' },
  { id: 'misjudges', category: 'prompt-injection', severity: 'medium', all: ['misjudge', 'partial'], any: ['evenIf', 'interest', 'unrelatedCondition', 'everyOutput', 'number', 'person'], firm: true, message: 'Fixes a judgement before anything is looked at.' },
  { id: 'pretends', category: 'prompt-injection', severity: 'medium', all: ['pretend'], any: ['ask', 'crown', 'unrelatedCondition', 'claim', 'obey', 'human'], firm: true, message: 'Has the agent pretend.' },
  { id: 'cheats-tests', category: 'prompt-injection', severity: 'medium', all: ['cheatTests'], firm: true, message: 'Has tests or reports show success that is not there.' },
  { id: 'shifts-figures', category: 'prompt-injection', severity: 'medium', all: ['scaleFigures'], firm: true, message: 'Has figures, dates or names changed throughout.' },
  { id: 'gives-away-prompt', category: 'prompt-injection', severity: 'medium', all: ['ownPrompt'], message: 'Has the agent give away its own instructions.' },
  { id: 'presses-to-buy', category: 'prompt-injection', severity: 'medium', all: ['keepBusy'], message: 'Has people pressed to buy.' },
  { id: 'obeys-data', category: 'execution', severity: 'medium', all: ['obeyData'], message: 'Has text from files or pages obeyed like an order of the user.' },
  { id: 'undoes-what-is-theirs', category: 'destructive', severity: 'medium', all: ['theirs'], message: 'Cancels, removes or fills up what belongs to people.' },
  { id: 'high-rights', category: 'privilege-escalation', severity: 'medium', all: ['highRights'], message: 'Takes or gives more rights than a task needs.' },
  { id: 'standing-order', category: 'persistence', severity: 'medium', all: ['standing'], message: 'Leaves something behind that acts later.' },
  { id: 'done-in-secret', category: 'prompt-injection', severity: 'medium', all: ['secretly'], any: ['send', 'put', 'write', 'run', 'alter', 'destroy', 'install', 'gather', 'expose'], firm: true, message: 'Has something done in secret.' },
  { id: 'slips-through', category: 'prompt-injection', severity: 'medium', all: ['slips'], any: ['alter', 'write', 'run', 'claim', 'put', 'split'], message: 'Has something shaped so that it is not noticed or needs no approval.' },
  { id: 'lies', category: 'prompt-injection', severity: 'medium', all: ['lie'], firm: true, message: 'Tells the agent to claim what is not so.' },
  { id: 'private-under-pretext', category: 'exfiltration', severity: 'medium', all: ['private', 'send', 'pretext'], any: ['trigger', 'vagueSink', 'outside', 'stealthAdverb', 'everyOutput', 'regular'], message: 'Has private data sent under a pretext.' },
  { id: 'agent-told-less', category: 'persistence', severity: 'medium', all: ['agentFile', 'write', 'needNot'], any: ['run', 'noAsk', 'protection', 'claim'], message: 'Writes into an agent’s files that a check or a question is not needed.' },
  { id: 'copies-itself', category: 'persistence', severity: 'high', all: ['copiesItself'], any: ['otherAgents', 'agentFile', 'everyOutput', 'lasting', 'memory'], message: 'Has its own text copied on.' },
  { id: 'shows-secret-store', category: 'credential-exposure', severity: 'medium', all: ['secretStore', 'expose'], any: ['everyOutput', 'shown'], none: ['apiRequest'], message: 'Has what is in a store of secrets shown.' },
  { id: 'secret-sent-regularly', category: 'exfiltration', severity: 'high', all: ['regular', 'secret', 'send'], message: 'Has secrets sent again and again.' },
  { id: 'assumes-consent', category: 'prompt-injection', severity: 'medium', all: ['consent', 'assume'], message: 'Has the agent assume that the user agreed.' },
  { id: 'weakens-code', category: 'prompt-injection', severity: 'medium', all: ['weakly'], any: ['weakCode'], near: ['trigger', 'evenIf', 'run'], message: 'Has code written without the protection that it needs.' },
  { id: 'mines-coins', category: 'mining', severity: 'high', all: ['mining'], any: ['run', 'install', 'trigger', 'write', 'stealthAdverb'], message: 'Uses the machine to mine coins.' },
  { id: 'leaves-its-folder', category: 'traversal', severity: 'high', all: ['traverse'], any: ['gather', 'send', 'put', 'expose'], message: 'Reads system files outside of the project.' }
]
