import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ServeOptions {
  /** Who gives this as the password may read and push; without it anybody may read. */
  token?: string
  /** Answers what is no matter of Git's, and says whether it did. */
  handle?: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** Serves the repositories under a folder over HTTP by git's own CGI program, on a free loopback port. */
export async function serveGit(folder: string, options: ServeOptions = {}): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    if (options.handle?.(request, response)) return
    if (options.token !== undefined && Buffer.from(String(request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString().split(':')[1] !== options.token) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('who are you?')
      return
    }
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...process.env, GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: decodeURIComponent(path), QUERY_STRING: query,
        REQUEST_METHOD: request.method ?? 'GET', CONTENT_TYPE: request.headers['content-type'] ?? '', REMOTE_ADDR: '127.0.0.1', ...(options.token !== undefined && { REMOTE_USER: 'grace' }),
        ...(request.headers['git-protocol'] ? { GIT_PROTOCOL: String(request.headers['git-protocol']) } : {})
      }
    })
    request.pipe(backend.stdin)
    const chunks: Buffer[] = []
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    backend.on('close', () => {
      const all = Buffer.concat(chunks)
      const end = all.indexOf('\r\n\r\n')
      for (const line of all.subarray(0, end).toString().split('\r\n')) {
        const [name = '', value = ''] = line.split(/:\s*/, 2)
        if (name.toLowerCase() === 'status') response.statusCode = Number(value.slice(0, 3))
        else if (name !== '') response.setHeader(name, value)
      }
      response.end(all.subarray(end + 4))
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((done) => void server.close(() => done())) }
}
