// The rooms of the house and who may look into which. `npm run rooms` says when a line would not know its room.
const pure = '^src/(traces|redaction|evaluation|distillation|threats|proposals|rollout|datasets|training|policy|service)/|^src/adapters/(shared|[^/]+)/(normalize|about)|^src/hosting/plan/|^src/targets/forms/'
const io = ['store', 'index', 'targets', 'judges', 'hosting', 'tokenizers', 'threads']

/** Each pure room with the rooms it may use besides its own and the kernel. */
const mayUse = {
  kernel: [],
  policy: [],
  service: [],
  redaction: [],
  traces: [],
  evaluation: ['traces', 'policy'],
  threats: ['traces'],
  distillation: ['traces', 'evaluation', 'policy', 'redaction', 'threats'],
  proposals: ['traces', 'evaluation', 'distillation', 'threats', 'policy'],
  rollout: ['proposals', 'policy'],
  datasets: ['traces', 'evaluation', 'policy', 'redaction', 'threats', 'proposals'],
  training: ['datasets', 'proposals'],
  adapters: ['traces'],
  store: [],
  targets: [],
  judges: [],
  threads: ['app'],
  tokenizers: [],
  index: ['store'],
  hosting: ['store']
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(mayUse).map(([room, others]) => ({
      name: `${room}-uses-only-its-own`, severity: 'error',
      comment: `src/${room} may use ${['itself', 'kernel', ...others].join(', ')} and no other room`,
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, 'kernel', ...others].join('|')})/` }
    })),
    {
      name: 'pure-rooms-do-no-io', severity: 'error',
      comment: 'what a pure module needs of files, processes, databases, Git, time or chance is a parameter',
      from: { path: `${pure}|^src/kernel/` },
      to: {
        dependencyTypes: ['core', 'npm'],
        pathNot: '^(node:)?(crypto|zlib|util|buffer|string_decoder|path|module)$|node_modules/(ajv|yaml|gray-matter|diff|re2js|smol-toml)/'
      }
    },
    {
      name: 'app-sees-interfaces', severity: 'error',
      comment: 'use cases get store, index and targets from compose.ts; they may name their types and use pure helpers of theirs',
      from: { path: '^src/app/', pathNot: '^src/app/(compose[a-z-]*|sources)\\.ts$' },
      to: { path: `^src/(${io.join('|')})/`, pathNot: '^src/(store/(refs/ref-store|history|migrations)|index/(queries|summarize)|hosting/plan/[a-z-]+|targets/forms/[a-z-]+)\\.ts$', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'faces-see-app-only', severity: 'error',
      comment: 'the command line and the MCP server import use cases and the kernel',
      from: { path: '^src/(cli|mcp)/' },
      to: { path: '^src/', pathNot: '^src/($1|app|kernel)/|^src/mcp/serve\\.ts$' }
    },
    { name: 'nothing-imports-a-face', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
    { name: 'only-its-command-starts-the-mcp-server', severity: 'error', from: { path: '^src/', pathNot: '^src/(mcp/|cli/commands/mcp\\.ts$)' }, to: { path: '^src/mcp/' } },
    { name: 'only-declared-packages', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'npm-dev'], pathNot: '@types' } }
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$' }
  }
}
