import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the mixers of this package are; compiled files keep their comments. */
const rooms = ['../../core/mixers/', '../../core/compose/', '../../domains/']

const base = fileURLToPath(new URL('../../', import.meta.url))

/** What the head of a mixer's source says: paragraphs, the first of them its summary. */
export type Head = readonly string[]

/**
 * The heads of mixers by their names, read from the comments above `defineMixer` calls and classes
 * with `@mixer`. One that a domain defines is there as `embedding/mixup` too; of two of one name
 * the first has it, those for every domain before all others.
 *
 * @param files - more files to read: plugins
 */
export async function readHeads (files: readonly string[] = []): Promise<Map<string, Head>> {
  const own = rooms.map(async room => await sources(fileURLToPath(new URL(room, import.meta.url))))
  const found = await Promise.all((await Promise.all(own)).flat().map(headsOf))
  const others = await Promise.all(files.map(headsOf))
  // A later entry of a Map replaces an earlier one: a plugin's name is its own
  return new Map([...found.flat().reverse(), ...others.flat()])
}

async function headsOf (file: string): Promise<Array<[name: string, head: Head]>> {
  const heads = headsIn(await readFile(file, 'utf8'))
  const [, domain] = /domains.(\w+)/.exec(path.relative(base, file)) ?? []
  return domain === undefined
    ? heads
    : [...heads, ...heads.map(([name, head]): [string, Head] => [`${domain}/${name}`, head])]
}

async function sources (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries.filter(file => file.endsWith('.js')).map(file => path.join(folder, file))
}

/** The heads in a source text, in its order. */
export function headsIn (text: string): Array<[name: string, head: Head]> {
  const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*/
  const definition = /export const \w+ = (?:forLoss\()?defineMixer\(\{\s*name: '([^']+)'/
  // A class, compiled, is described behind its body
  const described = /let (\w+) = class \w+ [^]*?\n\2 = __decorate\(\[\s*mixer\(\{\s*name: '([^']+)'/
  const defined = new RegExp(comment.source + definition.source, 'g')
  const classes = new RegExp(comment.source + described.source, 'g')
  return [
    ...[...text.matchAll(defined)].map(([, comment, name]) => [name, comment] as const),
    ...[...text.matchAll(classes)].map(([, comment, , name]) => [name, comment] as const)
  ].map(([name, comment]) => [name, paragraphs(comment)])
}

/** A comment without its stars and line breaks. */
function paragraphs (comment: string): string[] {
  return comment.split('\n').map(line => line.replace(/^\s*\*? ?/, '').trimEnd()).join('\n')
    .split(/\n\s*\n/).map(text => text.trim().replace(/\s*\n\s*/g, ' '))
    .filter(text => text !== '')
}
