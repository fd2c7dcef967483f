import { command, worldOf, type Group } from '../command.js'

const add = command({
  name: 'add <name> <url>',
  describe: 'a repository elsewhere that this store is synced with',
  positionals: { name: { describe: 'what it is called here, e.g. origin' }, url: { describe: 'https://…, git@host:…, ssh://…, file://… or a folder; never with a password' } },
  options: { api: { type: 'string', describe: 'address of its host\'s REST API, where it cannot be told: https://host/api/v3 (GitHub Enterprise), https://host/api/v1 (Gitea, Forgejo)' } },
  examples: [['remote add origin https://github.com/team/learned.git', 'the token comes from GITHUB_TOKEN when it is needed']],
  async run(args, io) {
    const { addRemoteTo } = await import('../../app/compose.js')
    const { api } = args
    const remote = await addRemoteTo(await worldOf(args, io), { name: String(args['name']), url: String(args['url']), ...(api !== undefined && { api }) }, io.cwd)
    return { json: remote, text: `${remote.name} is ${remote.url}\n\nNext: skillloop sync ${remote.name}` }
  }
})

const list = command({
  name: 'list',
  describe: 'the repositories elsewhere that this store knows',
  async run(args, io) {
    const { remotesOf } = await import('../../app/compose.js')
    const remotes = await remotesOf(await worldOf(args, io))
    return { json: remotes, text: remotes.map(({ name, url, api }) => `${name}  ${url}${api === undefined ? '' : `  (API ${api})`}`).join('\n') || 'none yet: skillloop remote add origin <address>' }
  }
})

export const remoteCommands: Group = { name: 'remote', describe: 'repositories elsewhere', commands: [add, list] }
