import type { AddPersonal } from './add.js'

// From the @ to both sides: a text without one costs nothing, and no letter is looked at twice for long.
const LOCAL = /[\p{L}\p{N}!#$&'*+=?^_{|}~.%-]/u
const LONGEST_LOCAL = 64
const DOMAIN = /@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.)){1,8}\p{L}{2,24})(?![\p{L}\p{N}_(-]|\.\p{L})/uy
/** Logins of programs and roles, the same everywhere; the names that examples have. */
const NOBODY = /^(?:git|hg|svn|root|ubuntu|ec2-user|www-data|postgres|noreply|no-reply|donotreply|do-not-reply|user|username|name|email|you|your|someone|me|foo|bar|test|example|x+)$/i
/** Reserved for examples and tests (RFC 2606, RFC 6761), or no end of a domain but of a file's name. */
const NOWHERE = /(?:^|\.)(?:example\.(?:com|org|net|edu)|(?:example|test|invalid|localhost|local|internal|lan|png|jpe?g|gif|svg|webp|ico|js|mjs|cjs|ts|tsx|jsx|css|scss|html?|json|jsonl|ya?ml|toml|xml|txt|csv|lock|log|exe|dll|jar|gz|tgz|zip|whl|service|target|timer|socket|mount|method|property|setter|staticmethod|classmethod))$|^(?:domain|email|mail|host|company|yourdomain|mydomain|acme|foo|bar)\.(?:com|org|net|tld)$/i

/** E-mail addresses of people: RFC 5321's common form, in any script. */
export function findEmails(text: string, add: AddPersonal): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at
    const domain = DOMAIN.exec(text)?.[1]
    if (domain === undefined || NOWHERE.test(domain)) continue
    const start = localStart(text, at)
    const local = text.slice(start, at)
    if (local === '' || NOBODY.test(local) || !/[\p{L}\p{N}]/u.test(local)) continue
    add(start, at + 1 + domain.length, `${local}@${domain}`.toLowerCase())
  }
}

function localStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < LONGEST_LOCAL && LOCAL.test(text.charAt(start - 1))) start--
  // Quotes and dots round an address are not part of it; nor is the escape before it, as in \nada@….
  while (start < at && /[.'=&?{|%]/.test(text.charAt(start))) start++
  const escape = /^[nrt](?=[\p{L}\p{N}])/u.test(text.slice(start, at)) && text.charAt(start - 1) === '\\'
  const assigned = Math.max(...['=', '&', '?', "'", '|'].map((sign) => text.slice(start, at).lastIndexOf(sign)))
  return assigned >= 0 ? start + assigned + 1 : escape ? start + 1 : start
}
