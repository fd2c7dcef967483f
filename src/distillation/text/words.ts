// Verbs whose -ing and -ed forms lose an e; the rest lose nothing or a doubled consonant.
const ENDS_IN_E = new Set(('use reuse write rewrite make release merge rebase delete remove change update create name rename type upgrade cache store close ' +
  'include exclude generate migrate configure ensure move replace share handle compile bundle parse escape ignore leave give take save restore ' +
  'archive like duplicate truncate validate isolate separate paginate automate deprecate force trace reference require resolve revoke rotate ' +
  'schedule scope serialize initialize normalize organize prepare propose prune publicize purge queue reduce remote route sanitize serve size ' +
  'squeeze stage subscribe terminate toggle translate describe improve approve execute estimate enable disable complete compose analyze optimize ' +
  'authenticate bake base code combine compare decline define derive encode decode evaluate expire freeze hope inline invoke issue mute note paste phase ' +
  'place produce provide raise receive retire retrieve reverse rule seize state substitute summarize unsubscribe vote wire').split(' '))

/** Light English stemming that leaves words readable: plurals, -ing, -ed. Other words stay as they are. */
export function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  for (const ending of ['ing', 'ed']) {
    if (!word.endsWith(ending)) continue
    const root = word.slice(0, -ending.length)
    if (ENDS_IN_E.has(`${root}e`)) return `${root}e`
    if (root.length < 3 || !/[aeiouy]/.test(root) || (ending === 'ed' && root.endsWith('e'))) return word
    return /([bdgklmnprt])\1$/.test(root) ? root.slice(0, -1) : root
  }
  if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`
  if (/(?:sh|ch|x|ss)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') && !/(?:ss|us|is|os)$/.test(word) ? word.slice(0, -1) : word
}

// Words that say nothing about what a request is for.
const STOP_WORDS = new Set(('a an and are as at be been but by can could did do does for from had has have how i if in into is it its just let me my need ' +
  'now of on or our please should so some sure than thank that the their them then there these they this those to too up us want was we were what when where ' +
  'which who why will with would you your really quite able assist assistance hope due recently currently again also all any ask get give go good great help here hey hi hello i\'d i\'m it\'s let\'s like look make more new ' +
  'next no not ok okay one only out over same see still take tell thing time try using use very way well yes yeah work last first after before ' +
  'el la los las un una de del que y en por para con se es lo al su le les des du et est pour dans une sur avec der die das und ist ein eine zu den mit ' +
  'il di che per non o os as um uma e em no na do da и в на не что с по').split(' '))

// Folders are of one machine, addresses of one page.
const PATH = /https?:\/\/\S+|(?<![\w.])(?:~|\.{1,2})?(?:\/[\w.@+-]+){2,}\/?|\b[A-Za-z]:\\\S+/g

/** Content words of a request, lower-case, lightly stemmed, sorted, unique; numbers, paths and ids are left out. */
export function contentWords(text: string, limit = 24): string[] {
  const words = new Set<string>()
  for (const raw of text.replaceAll(PATH, ' ').normalize('NFKC').toLowerCase().match(/[\p{L}][\p{L}\p{N}'_-]*/gu) ?? []) {
    for (const word of raw.split(/[_-]/)) {
      const stemmed = stem(word.replace(/'s?$/, ''))
      const isWord = /^[\p{L}']+$/u.test(stemmed) && stemmed.length <= 24 && (stemmed.length > 2 || /[^\p{ASCII}]/u.test(stemmed))
      if (isWord && !STOP_WORDS.has(stemmed) && !STOP_WORDS.has(word)) words.add(stemmed)
    }
    if (words.size >= limit) break
  }
  return [...words].sort()
}
