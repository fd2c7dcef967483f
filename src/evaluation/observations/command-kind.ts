import type { ShellCommand } from '../../traces/shell-command.js'
import type { ObservationKind } from './types.js'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const TEST = words(
  'pytest py.test jest vitest mocha ava tap jasmine karma rspec minitest phpunit pest tox nox nose nosetests nose2 unittest ctest gotestsum cypress bats ' +
  'behave cucumber prove busted trial stestr testacular qunit'
)
const BUILD = words(
  'tsc webpack rollup esbuild parcel tsup swc ninja gcc g++ cc clang clang++ rustc javac kotlinc scalac ghc cmake msbuild xcodebuild pdflatex latexmk ' +
  'xelatex hugo jekyll mkdocs sphinx-build wasm-pack py_compile compileall'
)
const LINT = words(
  'eslint ruff flake8 pylint mypy pyright black isort prettier standard biome oxlint stylelint rubocop golangci-lint staticcheck shellcheck hadolint ' +
  'yamllint tflint ktlint checkstyle clippy phpstan psalm bandit vulture knip depcruise'
)
const READ = words(
  'cat head tail less more bat nl wc stat file jq yq xxd hexdump od strings md5sum sha256sum sha1sum cksum ls tree pwd du df readlink realpath column ' +
  'sort uniq cut awk tac'
)
const SEARCH = words('grep egrep fgrep rg ag ack find fd locate which whereis type git-grep')
const EDIT = words('patch ed ex truncate')
const WRITE = words('tee cp mv install ln touch unzip tar dd rsync')
const WEB = words('curl wget http httpie xh aria2c')
const INSTALL = words('pip apt apt-get brew yum dnf apk pacman conda mamba gem cpan pipx')
/** Says or sets something, but does nothing whose success would show anything. */
const TRIVIAL = words(
  'cd export echo printf true false : set source . sleep pushd popd exit return unset alias clear date whoami id uname hostname env printenv pwd mkdir rm ' +
  'rmdir chmod chown kill pkill killall wait trap shopt ulimit umask test [ [[ read local declare history jobs bg fg disown command type which hash diff ' +
  'cmp comm pgrep ps pidof lsof netstat ss man help for break continue let tput stty basename dirname seq yes nproc free uptime top time xargs'
)

/** Programs whose failure is an answer (nothing found, files differ, not there), not something that went wrong. */
const PROBES = words(
  'grep egrep fgrep rg ag ack diff cmp comm test [ [[ which whereis type command pgrep pidof find ls stat locate expr false kill pkill killall ps lsof ' +
  'timeout'
)

const TEST_SCRIPT = /(?:^|[_.:-])(?:tests?|spec|e2e|unit|integration)(?:[_.:-]|$)/i
const LINT_SCRIPT = /(?:^|[_.:-])(?:lint|typecheck|type-check|types|fmt|format|check|tsc|mypy)(?:[_.:-]|$)/i
const BUILD_SCRIPT = /(?:^|[_.:-])(?:build|compile|bundle|dist|prepare|package|assemble|all)(?:[_.:-]|$)/i

type Rule = (sub: string) => ObservationKind | undefined

const manager: Rule = (sub) => {
  if (/^(?:install|i|ci|add|remove|uninstall|update|upgrade|link|sync|lock)$/.test(sub)) return 'install'
  if (sub === 't' || sub === 'tst' || TEST_SCRIPT.test(sub)) return 'test'
  return LINT_SCRIPT.test(sub) ? 'lint' : BUILD_SCRIPT.test(sub) ? 'build' : undefined
}

const target: Rule = (sub) => {
  if (TEST_SCRIPT.test(sub) || sub === 'check' || sub === 'verify') return 'test'
  if (LINT_SCRIPT.test(sub)) return 'lint'
  return sub === 'install' ? 'install' : sub === 'clean' ? 'other' : 'build'
}

// Names come from traces: looked up in maps, so that `constructor` is a name like any other.
const table = (kinds: Readonly<Record<string, ObservationKind>>): Rule => {
  const byName = new Map(Object.entries(kinds))
  return (sub) => byName.get(sub)
}

/** Programs whose kind depends on the sub-command. */
const BY_SUBCOMMAND = new Map<string, Rule>(Object.entries<Rule>({
  npm: manager, pnpm: manager,
  yarn: (sub) => (sub === '' ? 'install' : manager(sub)),
  bun: manager, deno: manager, mise: manager, moon: manager, lerna: manager, rush: manager, 'pre-commit': () => 'lint', invoke: target, inv: target, composer: manager, turbo: manager, nx: manager,
  make: target, just: target, task: target, rake: target, bazel: target, ant: target, sbt: target, gmake: target,
  mvn: target, gradle: target,
  cargo: table({ test: 'test', nextest: 'test', build: 'build', check: 'build', clippy: 'lint', fmt: 'lint', add: 'install', install: 'install' }),
  go: table({ test: 'test', build: 'build', install: 'build', vet: 'lint', fmt: 'lint', get: 'install', mod: 'install' }),
  dotnet: table({ test: 'test', build: 'build', publish: 'build', format: 'lint', restore: 'install', add: 'install' }),
  mix: table({ test: 'test', compile: 'build', credo: 'lint', format: 'lint', 'deps.get': 'install' }),
  swift: table({ test: 'test', build: 'build' }),
  rails: table({ test: 'test', spec: 'test' }),
  vite: table({ build: 'build' }), next: table({ build: 'build', lint: 'lint' }), ng: table({ test: 'test', build: 'build', lint: 'lint' }),
  docker: table({ build: 'build' }), poetry: manager, uv: manager, bundle: table({ install: 'install', '': 'install' }),
  playwright: table({ test: 'test' }),
  git: () => 'vcs', gh: () => 'vcs', hg: () => 'vcs', svn: () => 'vcs', jj: () => 'vcs'
}))

/** What kind of thing a command does, by its program, sub-command and where its output goes. */
export function commandKind(command: ShellCommand): ObservationKind {
  const { program, args, writesTo } = command
  const sub = command.subcommand ?? args.find((word) => !word.startsWith('-')) ?? ''
  const rule = BY_SUBCOMMAND.get(program)
  if (rule) {
    const kind = rule(sub)
    if (kind === 'vcs' && sub === 'apply') return 'edit'
    return kind ?? 'command'
  }
  if (TEST.has(program)) return 'test'
  if (program === 'node' && args.includes('--test')) return 'test'
  if (BUILD.has(program)) return program === 'tsc' && args.includes('--noEmit') ? 'lint' : 'build'
  if (LINT.has(program)) return 'lint'
  if ((program === 'sed' || program === 'perl' || program === 'gsed') && args.some((word) => /^-[a-zA-Z]*i/.test(word))) return 'edit'
  // `cat > file`, `echo x >> file`: the output is the point.
  if (writesTo.length > 0 && (program === '' || program === 'cat' || program === 'echo' || program === 'printf')) return 'write'
  if (EDIT.has(program)) return 'edit'
  if (WRITE.has(program)) return 'write'
  if (program === 'sed' || READ.has(program)) return 'read'
  if (SEARCH.has(program)) return 'search'
  if (WEB.has(program)) return 'web'
  if (INSTALL.has(program)) return /^(?:list|show|freeze|search|info)$/.test(sub) ? 'read' : 'install'
  if (TRIVIAL.has(program)) return 'other'
  return isTestScript(command) ? 'test' : 'command'
}

// `./run_tests.sh`, `python tests/test_api.py`: the script's own name says that it tests.
function isTestScript({ program, args }: ShellCommand): boolean {
  const script = /^(?:python|node|ruby|perl|php|deno|bun|tsx|ts-node|Rscript|lua|julia)$/.test(program) ? args.find((word) => !word.startsWith('-')) : program
  if (!script || script.length > 300 || /\s/.test(script)) return false
  return TEST_SCRIPT.test(script.slice(script.lastIndexOf('/') + 1))
}

/** Whether a command only sets the scene, so that a failing line is not its doing. */
export function isTrivial(command: ShellCommand): boolean {
  return TRIVIAL.has(command.program)
}

/** Whether a failure of this command is an answer rather than a failure. */
export function isProbe(command: ShellCommand): boolean {
  if (command.program === 'git') return command.subcommand === 'diff' || command.subcommand === 'grep' || command.subcommand === 'ls-files' || command.subcommand === 'rev-parse' || command.subcommand === 'status'
  if (command.args.length === 1 && /^(?:--version|-v|-V|--help|-h|version)$/.test(command.args[0] ?? '')) return true
  return PROBES.has(command.program)
}
