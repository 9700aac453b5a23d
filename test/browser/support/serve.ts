import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import path from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.png': 'image/png',
  '.jpg': 'image/jpeg'
}

/** A web server for this machine alone. */
export interface Site {
  readonly url: string
  close (): void
}

/**
 * Serves folders, by the paths they are to be found under: the longest that fits is taken.
 *
 * @param content - files that are not on disk, by their paths
 */
export async function serve (
  folders: Readonly<Record<string, string>>, content: Readonly<Record<string, Uint8Array>> = {}
): Promise<Site> {
  const bases = Object.keys(folders).sort((a, b) => b.length - a.length)
  const find = async (asked: string): Promise<Uint8Array> => {
    if (Object.hasOwn(content, asked)) return content[asked]
    const base = bases.find(each => asked.startsWith(each)) ?? '/'
    const file = path.join(folders[base] ?? '', path.normalize(asked.slice(base.length)))
    return readFile(file)
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const asked = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    find(asked).then(
      body => {
        response.writeHead(200, { 'content-type': TYPES[path.extname(asked)] ?? 'text/plain' })
        response.end(body)
      },
      () => { response.writeHead(404).end() })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => { server.close() } }
}
