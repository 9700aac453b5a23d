import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the mixers of this package are; compiled files keep their comments. */
const domains = fileURLToPath(new URL('../../domains/', import.meta.url))
const core = ['../../core/mixers/', '../../core/compose/']
  .map(room => fileURLToPath(new URL(room, import.meta.url)))

/** What the head of a mixer's source says: paragraphs, the first of them its summary. */
export type Head = readonly string[]

/**
 * The heads of mixers by their names, read from the comments above `defineMixer` calls and classes
 * with `@mixer`. Those in the folder of a domain are there by `domain/name` too, as domains may
 * have mixers of one name.
 *
 * @param files - more files to read: plugins
 */
export async function readHeads (files: readonly string[] = []): Promise<Map<string, Head>> {
  const own = await sources(domains)
  const shared = (await Promise.all(core.map(sources))).flat()
  // The last of several heads of one name has the say: those of core before those of domains
  const found = await Promise.all([...own, ...shared, ...files].map(async file =>
    headsIn(await readFile(file, 'utf8')).map(([name, head]) => ({ file, name, head }))))
  return new Map(found.flat().flatMap(({ file, name, head }) => file.startsWith(domains)
    ? [[name, head] as const,
      [`${path.relative(domains, file).split(path.sep)[0]}/${name}`, head] as const]
    : [[name, head] as const]))
}

/** The head of a mixer by its name in the registry, `plugin/name`; nothing where it has none. */
export function headOf (heads: ReadonlyMap<string, Head>, name: string): Head {
  return heads.get(name) ?? heads.get(name.slice(name.indexOf('/') + 1)) ?? []
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

/** A comment without its stars and line breaks; the entries of a list are paragraphs. */
function paragraphs (comment: string): string[] {
  return comment.split('\n').map(line => line.replace(/^\s*\*? ?/, '').trimEnd()).join('\n')
    .split(/\n\s*\n|\n(?=- )/).map(text => text.trim().replace(/\s*\n\s*/g, ' '))
    .filter(text => text !== '')
}
