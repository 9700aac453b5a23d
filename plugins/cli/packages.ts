import { readFileSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))

/** What a package says of itself. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** The manifest of this package, found from its own files upwards. */
export function ownManifest (): Manifest {
  const found = upwards(here).map(manifestIn).find(manifest => manifest?.name === 'remixture')
  if (found === undefined) throw new Error('the package.json of remixture is not there')
  return found
}

/** The version of a package that is installed where this one can find it. */
export function installed (name: string): string | undefined {
  return upwards(here).map(folder => manifestIn(path.join(folder, 'node_modules', name)))
    .find(manifest => manifest !== undefined)?.version
}

/** The folders of all copies of a package that programs in a folder may meet, links followed. */
export async function copies (name: string, from: string): Promise<string[]> {
  const roots = [...upwards(path.resolve(from)), ...upwards(here)]
    .map(folder => path.join(folder, 'node_modules'))
  const found = new Set<string>()
  for (const root of new Set(roots)) await collect(root, name, found, 0)
  return [...found].sort()
}

/** Packages of packages; deeper than this nothing is nested that is not a circle of links. */
const DEEPEST = 6

async function collect (
  root: string, name: string, found: Set<string>, depth: number
): Promise<void> {
  if (depth > DEEPEST) return
  const folder = path.join(root, name)
  if (manifestIn(folder) !== undefined) found.add(await realpath(folder))
  for (const each of await packagesIn(root)) {
    await collect(path.join(root, each, 'node_modules'), name, found, depth + 1)
  }
}

/** The packages in a folder `node_modules`, those of scopes among them. */
async function packagesIn (root: string): Promise<string[]> {
  const entries = await foldersIn(root)
  const scoped = entries.filter(entry => entry.startsWith('@')).map(async scope =>
    (await foldersIn(path.join(root, scope))).map(entry => `${scope}/${entry}`))
  return [...entries.filter(entry => !/^[@.]/.test(entry)), ...(await Promise.all(scoped)).flat()]
}

async function foldersIn (folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  } catch {
    return []
  }
}

function manifestIn (folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

function upwards (folder: string): string[] {
  const above = path.dirname(folder)
  return above === folder ? [folder] : [folder, ...upwards(above)]
}

/** Whether a version is in a range of the forms that this package uses: `1.2.3` and `^1.2.3`. */
export function fits (version: string, range: string): boolean {
  const wanted = numbersOf(range.replace(/^\^/, ''))
  const got = numbersOf(version)
  const compared = compare(got, wanted)
  if (!range.startsWith('^')) return compared === 0
  const fixed = wanted.findIndex(number => number > 0)
  return compared >= 0 && wanted.slice(0, fixed + 1).every((number, i) => number === got[i])
}

function numbersOf (version: string): number[] {
  return version.split('-')[0].split('.').map(Number)
}

function compare (a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, i) => number !== b[i])
  return at < 0 ? 0 : a[at] - b[at]
}
