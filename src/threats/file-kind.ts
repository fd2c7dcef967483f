import type { Findings } from './findings.js'
import type { Severity, ThreatCategory } from './types.js'

interface FileRule { id: string; category: ThreatCategory; severity: Severity; message: string }

const EXECUTABLE: FileRule = { id: 'executable-file', category: 'supply-chain', severity: 'high', message: 'A compiled program, which cannot be reviewed.' }
const ARCHIVE: FileRule = { id: 'archive-file', category: 'supply-chain', severity: 'medium', message: 'An archive, whose contents are not scanned.' }
const LOCKED: FileRule = { id: 'locked-archive', category: 'supply-chain', severity: 'critical', message: 'An archive with a password, whose contents nobody can scan.' }
const BINARY: FileRule = { id: 'binary-file', category: 'obfuscation', severity: 'medium', message: 'Not text: of a large one, only the first 256 KB were read.' }
const CUT: FileRule = { id: 'file-too-large', category: 'obfuscation', severity: 'medium', message: 'Too large to be scanned whole: only its first 4 MB were.' }
const OUTSIDE: FileRule = { id: 'path-outside', category: 'traversal', severity: 'critical', message: 'The path leads out of the artifact’s folder.' }
const AGENT: FileRule = { id: 'agent-settings-file', category: 'persistence', severity: 'medium', message: 'Settings, hooks or instructions of an agent, which may take effect where they lie.' }
const DISGUISED: FileRule = { id: 'two-extensions', category: 'obfuscation', severity: 'high', message: 'The name pretends to be another kind of file.' }

/** Looks at a file's name and first bytes and adds what is wrong with them. @returns how many bytes of it to read as text */
export function readableLength(file: string, bytes: Uint8Array, max: number, findings: Findings): number {
  const add = ({ id, ...rest }: FileRule): void => findings.add({ rule: id, ...rest, file, line: 1, seenThrough: [] }, file)
  if (/^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(file)) add(OUTSIDE)
  if (/(?:^|\/)(?:\.claude\/(?:settings|hooks)|\.mcp\.json$|\.git\/|\.cursor\/|\.vscode\/(?:tasks|settings)\.json$|hooks\/hooks\.json$|\.envrc$|(?:AGENTS|CLAUDE|GEMINI|SOUL|MEMORY)\.md$)/i.test(file)) add(AGENT)
  if (/\.(?:pdf|docx?|xlsx?|txt|md|png|jpe?g|csv)\.(?:exe|scr|js|sh|bat|cmd|ps1|vbs|py|command|app)$/i.test(file)) add(DISGUISED)
  if (bytes.length > max) add(CUT)
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const kind = kindOfBytes(head, bytes)
  if (kind === 'program' || /\.(?:pyc|class|jar|dex|node|so|dll|dylib|wasm)$/i.test(file)) { add(EXECUTABLE); return 0 }
  if (kind === 'archive') { add(isLocked(bytes) ? LOCKED : ARCHIVE); return 0 }
  if (kind === 'media') return 0
  if (!isBinary(bytes)) return max
  add(BINARY)
  return MAX_BINARY
}

const MAX_BINARY = 256 * 1024

// A tenth of control characters that no text has; text in UTF-16 has a mark at its beginning.
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096)
  if (head.length < 16 || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false
  return head.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length * 20 > head.length
}

function kindOfBytes(head: string, bytes: Uint8Array): 'program' | 'archive' | 'media' | 'text' {
  if (/^(?:\x7fELF|MZ|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe|\xca\xfe\xba\xbe|\xfe\xed\xfa[\xce\xcf]|\x00asm)/.test(head) && /[\x00\x80-\xff]/.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))) return 'program'
  if (/^(?:PK\x03\x04|7z\xbc\xaf|Rar!|\x1f\x8b|BZh\d|\xfd7zXZ|xar!)/.test(head)) return 'archive'
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|\x00\x00\x01\x00|wOF[F2]|OTTO|\x00\x01\x00\x00|ID3|%PDF|OggS|fLaC)/.test(head)) return 'media'
  return 'text'
}

// Bit 0 of a ZIP entry's flags says that it is encrypted (PKWARE APPNOTE 4.4.4).
function isLocked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[6] ?? 0) & 1) === 1
}

/** The rules as data. */
export const FILE_RULES = [EXECUTABLE, ARCHIVE, LOCKED, BINARY, CUT, OUTSIDE, AGENT, DISGUISED]
