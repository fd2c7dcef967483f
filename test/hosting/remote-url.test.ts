import { describe, expect, it } from 'vitest'
import { apiOf, comparePage, tokenFor } from '../../src/hosting/plan/host-api.js'
import { planBranch } from '../../src/hosting/plan/plan-branch.js'
import { mayPublishLedger, parseRemote } from '../../src/hosting/plan/remote-url.js'

describe('an address', () => {
  it.each([
    ['https://github.com/acme/store.git', 'http', 'github.com/acme/store'],
    ['https://git.example:8443/a/b/c/', 'http', 'git.example:8443/a/b/c'],
    ['http://127.0.0.1:3000/acme/store', 'http', '127.0.0.1:3000/acme/store'],
    ['git@github.com:acme/store.git', 'native', 'github.com/acme/store'],
    ['work:acme/store.git', 'native', 'work/acme/store'],
    ['ssh://git@Git.example:22/acme/store.git', 'native', 'git.example:22/acme/store'],
    ['file:///srv/git/store.git', 'native', '/srv/git/store.git'],
    ['/srv/git/my store.git/', 'native', '/srv/git/my store.git'],
    ['../store.git', 'native', '/srv/store.git']
  ])('%s', (text, transport, location) => {
    expect(parseRemote(text, '/srv/project')).toMatchObject({ transport, location })
  })

  it.each([
    'https://grace:secret@github.com/acme/store.git', 'https://ghp_token@github.com/acme/store.git', 'ssh://git:secret@host/acme/store', 'http://github.com/acme/store',
    'ext::sh -c evil', 'git://host/acme/store', '-oProxyCommand=evil:acme/store', '--upload-pack=evil', 'ssh://-oProxyCommand=evil/x', 'https://github.com/', '', 'https://host/a\nb', 'https://host/a?token=x', 'ftp://host/x'
  ])('is refused: %j', (text) => {
    const said = (): unknown => parseRemote(text, '/srv')
    expect(said).toThrow(expect.objectContaining({ code: 2 }))
    try { said() } catch (error) { expect(JSON.stringify(error) + String(error)).not.toMatch(/secret|ghp_token/) }
  })
})

const at = (url: string) => parseRemote(url, '/')
const vars = (values: Record<string, string>) => (name: string): string | undefined => values[name]

describe('a token', () => {
  const all = { GITHUB_TOKEN: 'g', GITEA_TOKEN: 't', GH_ENTERPRISE_TOKEN: 'e' }
  it('goes to the host that it is for and to no other', () => {
    expect(tokenFor(at('https://github.com/a/b'), vars(all))?.token).toBe('g')
    expect(tokenFor(at('https://codeberg.org/a/b'), vars(all))?.token).toBe('t')
    expect(tokenFor(at('https://evil.example/a/b'), vars(all))).toBeUndefined()
    expect(tokenFor(at('https://github.com.evil.example/a/b'), vars(all))).toBeUndefined()
    expect(tokenFor(at('https://ghe.corp/a/b'), vars({ ...all, GH_HOST: 'other.corp' }))).toBeUndefined()
    expect(tokenFor(at('https://ghe.corp/a/b'), vars({ GH_ENTERPRISE_TOKEN: 'e', GH_HOST: 'ghe.corp' }))?.token).toBe('e')
    expect(tokenFor(at('https://any.example/a/b'), vars({ ...all, SKILLLOOP_GIT_TOKEN: 's' }))).toEqual({ token: 's', from: 'SKILLLOOP_GIT_TOKEN' })
  })
})

it.each([
  ['https://github.com/acme/store.git', {}, 'github', 'https://api.github.com'],
  ['git@github.com:acme/store.git', {}, 'github', 'https://api.github.com'],
  ['https://acme.ghe.com/acme/store', {}, 'github', 'https://api.acme.ghe.com'],
  ['https://ghe.corp/acme/store', { GITHUB_API_URL: 'https://ghe.corp/api/v3' }, 'github', 'https://ghe.corp/api/v3'],
  ['https://git.corp/acme/store', { GITHUB_API_URL: 'https://git.corp/api/v1', GITHUB_SERVER_URL: 'https://git.corp' }, 'gitea', 'https://git.corp/api/v1'],
  ['https://codeberg.org/acme/store', { GITHUB_API_URL: 'https://api.github.com' }, 'gitea', 'https://codeberg.org/api/v1']
])('the API of %s', (url, values, kind, base) => {
  expect(apiOf(at(url), undefined, vars(values))).toEqual({ kind, base, owner: 'acme', repository: 'store' })
})

it('an API is not guessed, and a page is told instead', () => {
  expect(apiOf(at('https://git.corp/acme/store'), undefined, vars({ GITHUB_API_URL: 'https://api.github.com' }))).toBeUndefined()
  expect(apiOf(at('https://git.corp/acme/store'), 'https://git.corp/api/v1/', vars({}))).toMatchObject({ kind: 'gitea', base: 'https://git.corp/api/v1' })
  expect(comparePage(at('git@github.com:acme/store.git'), 'proposal/skill/a-b', undefined)).toBe('https://github.com/acme/store/compare/main...proposal/skill/a-b?expand=1')
  expect(comparePage(at('https://gitlab.com/acme/store'), 'proposal/x', undefined)).toMatch(/^https:\/\/gitlab\.com\/acme\/store\/-\/merge_requests\/new\?.*proposal%2Fx$/)
  expect(comparePage(at('/srv/store.git'), 'x', undefined)).toBeUndefined()
})

it('the ledger goes where the policy says and nowhere like it', () => {
  const allowed = ['github.com/Acme/store', '/srv/store.git']
  for (const url of ['https://github.com/acme/store.git', 'git@github.com:acme/store', 'file:///srv/store.git']) expect(mayPublishLedger(allowed, at(url)), url).toBe(true)
  for (const url of ['https://github.com/acme/store2', 'https://github.com.evil.example/acme/store', 'https://evil.example/github.com/acme/store', '/srv/store.git/other', '/srv/Store.git']) expect(mayPublishLedger(allowed, at(url)), url).toBe(false)
  expect(mayPublishLedger([], at('https://github.com/acme/store'))).toBe(false)
})

it.each([
  [{}, 'none'], [{ local: 'a' }, 'keep'], [{ local: 'a', seen: 'a' }, 'vanished'], [{ remote: 'a' }, 'take'], [{ remote: 'a', seen: 'a' }, 'take'],
  [{ local: 'a', remote: 'a', relation: 'same' }, 'none'], [{ local: 'a', remote: 'b', seen: 'a', relation: 'behind' }, 'advance'], [{ local: 'b', remote: 'a', seen: 'a', relation: 'ahead' }, 'push'],
  [{ local: 'a', remote: 'b', relation: 'diverged' }, 'twice'], [{ local: 'a', remote: 'b', seen: 'b', relation: 'diverged' }, 'force'], [{ local: 'a', remote: 'b', seen: 'c', relation: 'diverged' }, 'merge'],
  [{ local: 'a', remote: 'b', seen: 'a', relation: 'diverged', isRewritten: true }, 'follow'], [{ local: 'a', remote: 'b', seen: 'a', relation: 'ahead', isRewritten: true }, 'follow'],
  [{ local: 'c', remote: 'b', seen: 'a', relation: 'ahead', isRewritten: true }, 'clash'], [{ local: 'c', remote: 'b', seen: 'a', relation: 'diverged', isRewritten: true }, 'clash']
] as const)('a branch with %j: %s', (facts, action) => {
  expect(planBranch({ local: undefined, remote: undefined, seen: undefined, isRewritten: false, ...facts })).toBe(action)
})
