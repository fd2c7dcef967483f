import type { ToolCall } from '../kernel/types.js'
import { parseCommands } from './shell-command.js'
import { shellScript, toolName, toolPath } from './tool-command.js'

/**
 * Who may have written what a tool answered. web: anybody, as with pages, issues, mail, MCP servers and packages of
 * others; file: who wrote the project's files; tool: what the program itself printed.
 */
export type CallSource = 'web' | 'file' | 'tool'

const WEB_TOOL = /^(?:web_?\w*|fetch\w*|http\w*|browse\w*|browser_\w+|google_\w*search|\w*_?web_search\w*|web_extract|crawl\w*|scrape\w*|url_\w+|read_url\w*|open_url|download\w*|search_engine|tavily\w*|exa_\w+|firecrawl\w*|navigate\w*|visit\w*|page_\w+|get_page\w*|\w*(?:e?mail|slack|discord|telegram|whatsapp|jira|linear|notion|confluence|github|gitlab|issue|pull_request|ticket|message|calendar|rss|feed|tweet|reddit|document_?store|retriev\w*|knowledge\w*|rag)\w*)$/
const FILE_TOOL = /^(?:read\w*|view\w*|open_file|cat|grep\w*|glob|search\w*|find\w*|ls|list_\w+|codebase_search|semantic_search|notebookread|str_replace\w*|edit\w*|multiedit|write\w*)$/
const FETCHES = /^(?:curl|wget|https?|httpie|xh|aria2c|lynx|w3m|links|elinks|invoke-webrequest|invoke-restmethod|iwr|irm|yt-dlp|gdown|wget2|ncat|nc|ftp|sftp|rsync|scp)$/i
const HOST_CLI = /^(?:gh|glab|hub|jira|linear|tea)$/
const READS_FILE = /^(?:cat|head|tail|less|more|bat|sed|awk|nl|grep|egrep|rg|ag|tac|strings|jq|yq|get-content|type|gc)$/i
// What others wrote although it lies on this machine: packages, downloads, what was unpacked somewhere.
const OF_OTHERS = /(?:^|[\s'"=/])(?:node_modules|site-packages|dist-packages|vendor|third_party|bower_components|\.cargo\/registry|go\/pkg\/mod|\.gem|Downloads|downloads|attachments|uploads|inbox)\/|(?:^|[\s'"=])\/tmp\//

/** Whose text a call's result may hold, told by the tool and what it was asked for. */
export function callSource(call: Pick<ToolCall, 'name' | 'arguments'>): CallSource {
  if (/^mcp[_-]/i.test(call.name)) return 'web'
  const script = shellScript(call)
  if (script !== undefined) return sourceOfScript(script)
  const name = toolName(call.name)
  const path = toolPath(call)
  if (path !== undefined) return OF_OTHERS.test(` ${path}`) || /^https?:/i.test(path) ? 'web' : 'file'
  if (WEB_TOOL.test(name)) return 'web'
  return FILE_TOOL.test(name) ? 'file' : 'tool'
}

function sourceOfScript(script: string): CallSource {
  const head = script.slice(0, 4000)
  const commands = parseCommands(head)
  if (/https?:\/\//i.test(head) && /\b(?:requests|urllib|fetch|axios|Net::HTTP|http\.get|urlopen)\b/.test(head)) return 'web'
  if (commands.some(({ program, subcommand }) => FETCHES.test(program) || (HOST_CLI.test(program) && subcommand !== 'auth'))) return 'web'
  const reads = commands.some(({ program }) => READS_FILE.test(program))
  if (reads && OF_OTHERS.test(head)) return 'web'
  return reads ? 'file' : 'tool'
}
