import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'

/** The SHA-256 of every file of a folder, by its path. */
export async function hashes (folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()
  return Object.fromEntries(await Promise.all(files.map(async file => {
    const bytes = await readFile(path.join(folder, file))
    return [file, createHash('sha256').update(bytes).digest('hex')]
  })))
}

/** The lines of `plans.jsonl`, as plain JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever lies there
export async function linesOf (folder: string): Promise<Array<Record<string, any>>> {
  const text = await readFile(path.join(folder, 'plans.jsonl'), 'utf8')
  return text.trimEnd().split('\n').map(line => JSON.parse(line))
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever lies there
export async function manifestOf (folder: string): Promise<any> {
  return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))
}
