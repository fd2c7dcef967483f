/** English words that say the same in a lesson, by the word they are compared as. */
const SYNONYMS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries({
  db: 'database databases dbs postgres-db', repo: 'repository repositories repos codebase', folder: 'directory directories dir dirs folders', doc: 'documentation docs', pr: 'prs pullrequest pullrequests', prod: 'production',
  config: 'configuration configs settings', test: 'tests testsuite suite specs spec tested testing', commit: 'commits committing committed checkin checkins', push: 'pushes pushing pushed', merge: 'merges merging merged',
  deploy: 'deploys deployment deployments deploying deployed rollout roll', release: 'releases releasing released ship ships shipping', lint: 'linter linting lints linted eslint-run', format: 'formatter formatting formatted fmt',
  delete: 'deletes deleting deleted remove removes removing removed drop drops dropping erase wipe', create: 'creates creating created author', add: 'adds adding added include includes including introduce introducing insert append put',
  edit: 'edits editing edited change changes changing changed modify modifies modifying modified touch touches touching touched alter altering update updates updating updated tweak', answer: 'answers answering reply replies replying respond responds response responses speak talk',
  short: 'brief concise terse succinct compact', ask: 'asks asking asked approval permission consent confirmation okay ok go-ahead check confirm', secret: 'secrets credential credentials password passwords', staging: 'stage preprod', log: 'logs logging logged print prints printed printing output',
  branch: 'branches', dependency: 'dependencies deps dep library libraries', package: 'packages', error: 'errors exception exceptions', name: 'names naming named call called calls', comment: 'comments', message: 'messages', file: 'files',
  start: 'starts starting started boot launch launched spin', stop: 'stops stopping stopped', fail: 'fails failing failed break breaks broken crash crashes', need: 'needs needing needed require requires requiring required requirement depend depends', before: 'prior', 
  generate: 'generates generating generated regenerate regenerates regenerating', migration: 'migrations', version: 'versions', server: 'servers', english: 'englisch', indent: 'indents indentation indenting indented', variable: 'variables vars var', function: 'functions method methods', identifier: 'identifiers',
  date: 'dates timestamp timestamps', utc: 'gmt', expire: 'expires expired expiring lapse lapses valid', token: 'tokens', hour: 'hours hourly h', day: 'days daily', port: 'ports',
  british: 'uk', american: 'us', emoji: 'emojis emoticon emoticons smiley smileys', mock: 'mocks mocking mocked stub stubs stubbing', snake_case: 'snakecase', camelcase: 'camel', whole: 'entire full complete', small: 'little tiny', machine: 'machines laptop computer box host', user: 'users customer customers', direct: 'directly straight'
}).flatMap(([same, others]) => others.split(' ').filter(Boolean).map((other) => [other, same])))

/** Words that carry a lesson's sentence and none of its meaning: being, having, using, politeness, degree. */
const LIGHT: ReadonlySet<string> = new Set((
  'use used uses using utilize utilise employ run runs running ran execute executes executing executed invoke write writes writing written much more very given where store stores stored storing save saves saved saving persist persists persisted be is are was were been being isn\'t live lives lived sit sits stand stands listen listens listening listened reach reachable reached available found find located locate serve served serves hosted resides reside bind binds bound ' +
  'have has had having get gets got do does did done go goes going went come comes take takes taken follow follows following stick keep keeps keeping want wants like likes love prefer prefers preferred rather preference favour favor ' +
  'please always ever just really actually simply strictly generally usually normally typically everywhere anywhere wherever throughout here there now only all any every each everything anything one both some ' +
  'must should shall may can could would will might need needs have to ought supposed sure make makes ensure required remember note know mind policy rule convention rules standard default habit ' +
  'the a an this that these those it its they them their he she we us our ours i me my mine you your yours who which what there\'s it\'s we\'re ' +
  'of in on at to for with by from as into onto via through over under about against inside within and or but so also too then than if thing things way case time times again first ' +
  'project projects team company work working new own such still yet exactly anyone anybody everyone nobody someone people kind set based regard regarding concerning matter matters comes down up out off ' +
  'give gives given help let lets say says said tell tells told see sees important crucial essential expected allowed acceptable forbidden banned prohibited tolerated okay fine permitted happen happens once' +
  ' long period moment actual actually basically manage manages managed handle handles handled apply applies applied choose pick picks stay stays remain remains become becomes whenever when command commands tool tools').split(' '))

/** Things of which a project has one: another value is another answer to the same question. `about` are the words that only name the question. */
const ONE_OF: readonly { values: ReadonlySet<string>; about: ReadonlySet<string> }[] = [
  ['npm pnpm yarn bun', 'package manager install dependency javascript js node add'], ['pip poetry uv pipenv conda pdm', 'package manager install dependency python add environment'], ['tab space', 'indent width code'],
  ['jest vitest mocha ava', 'test runner framework unit write'], ['british american', 'spelling english spell text write'], ['mysql postgres postgresql sqlite mariadb oracle', 'db engine'],
  ['english german french spanish italian portuguese russian chinese japanese korean dutch polish', 'language write'], ['mit apache gpl bsd', 'license licence'], ['celsius fahrenheit', 'temperature unit'], ['metric imperial', 'unit system'],
  ['rebase squash', 'strategy'], ['snake_case camelcase kebab-case pascalcase', 'name case style'], ['monday tuesday wednesday thursday friday saturday sunday', '']
].map(([values = '', about = '']) => ({ values: new Set(values.split(' ')), about: new Set(about.split(' ').filter(Boolean)) }))

/** The word as lessons are compared by; undefined where it says nothing. */
export function conceptOf(word: string, stemmed: string): string | undefined {
  if (LIGHT.has(word) || LIGHT.has(stemmed)) return undefined
  const root = /[a-z]{3}ly$/.test(word) ? word.slice(0, -2) : word
  return SYNONYMS[word] ?? SYNONYMS[stemmed] ?? SYNONYMS[root] ?? stemmed
}

/** The question that a word is one answer to, by its number; undefined for other words. */
export function questionOf(word: string): number | undefined {
  const at = ONE_OF.findIndex(({ values }) => values.has(word))
  return at < 0 ? undefined : at
}

/** Whether a word only names the question that has been answered. */
export function namesQuestion(question: number, word: string): boolean {
  return ONE_OF[question]?.about.has(word) ?? false
}
