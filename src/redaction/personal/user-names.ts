import { forEachMatch, type AddPersonal } from './add.js'

const NAME = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}._+-]{0,62}[\p{L}\p{N}_-])?`
// A home folder stands at the root, below a mount, or after file:// and the like; /home/… within a URL is a page.
const UNIX = new RegExp(String.raw`(?=/(?:home|Users)/)(?:(?<![\p{L}\p{N}_.\])}>*~/-])|(?<=\\[nrtbf])|(?<=file:\/\/|\/mnt\/[a-z]|\/(?:var|export|usr|private|host_mnt|rootfs)|\/System\/Volumes\/Data))\/(?:home|Users)\/(${NAME})(?![\p{L}\p{N}_({$]|\.\p{L})`, 'gu')
const WINDOWS = new RegExp(String.raw`(?=[A-Za-z]:[\\/])(?<![\p{L}\p{N}])[A-Za-z]:(?:\\{1,8}|/)(?:Users|Documents and Settings)(?:\\{1,8}|/)([\p{L}\p{N}](?:[^\\/:*?"<>|\r\n]{0,62}(?=\\|/)|[^\\/:*?"<>|\s]{0,62}))`, 'giu')
/** How Claude Code names the folder of a project: its path with dashes. */
const DASHED = /(?=-(?:home|Users)-)(?:(?<=[/\\"'\s(])|^)-(?:home|Users)-([A-Za-z0-9_]{1,32})(?=-)/g
const NOBODY = /^(?:user|username|users|user_?name|your-?name|you|me|name|shared|public|default(?: user)?|all users|administrator|admin|root|runner|runneradmin|ubuntu|debian|ec2-user|node|vscode|codespace|coder|app|appuser|build|builder|jenkins|circleci|travis|gitpod|linuxbrew|docker|container(?:administrator|user)|git|www-data|nobody|agent|sandbox|dev|developer|test|tester|testuser|guest|pi|x+|foo|bar|example|someone|somebody|redacted)$/i

/** Names of people in paths of home folders: /home/ada, /Users/ada, C:\Users\ada; accounts of machines are left. */
export function findUserNames(text: string, add: AddPersonal): void {
  for (const pattern of [UNIX, WINDOWS, DASHED]) {
    forEachMatch(pattern, text, (match) => {
      const name = (match[1] ?? '').trimEnd()
      if (name === '' || NOBODY.test(name)) return
      const start = match.index + match[0].indexOf(name, match[0].search(/(?:home|Users|Documents and Settings)(?=[\\/-])/i) + 4)
      add(start, start + name.length, name.toLowerCase())
    })
  }
}
