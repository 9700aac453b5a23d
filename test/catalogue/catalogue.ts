import { readdir } from 'node:fs/promises'
import type { Registry } from '../../core/index.js'
import type { Entry } from './entry.js'

const folder = new URL('./entries/', import.meta.url)

/** Every entry, found by its file: a new one needs no other edit. Sorted by name. */
export async function catalogue (): Promise<Entry[]> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.js'))
  const entries = await Promise.all(files.map(async file => {
    const { entry } = await import(new URL(file, folder).href) as { entry?: Entry }
    if (entry === undefined) throw new Error(`${file} exports no "entry"`)
    // Two domains may have mixers of one name: then a file begins with its domain
    const { name } = entry
    const names = [name.slice(name.indexOf('/') + 1), name.replace('/', '-')]
    if (!names.includes(file.slice(0, -3)))
      throw new Error(`${file} holds the entry of "${name}"`)
    return entry
  }))
  return entries.sort((a, b) => a.name < b.name ? -1 : 1)
}

/** What a catalogue and a registry lack of each other, in sentences. */
export function gaps (entries: readonly Entry[], registry: Registry): string[] {
  const listed = registry.list('mixer')
  const missing = listed
    .filter(({ name }) => !entries.some(entry => entry.name === name))
    .map(({ name }) => `the mixer "${name}" has no entry in the catalogue`)
  const strange = entries
    .filter(({ name, made }) => made.kind === 'mixer' &&
      listed.find(each => each.name === name)?.part !== made.factory)
    .map(({ name }) => `the entry "${name}" has no such mixer in the registry`)
  const doubled = entries
    .filter(({ name }, e) => entries.findIndex(entry => entry.name === name) < e)
    .map(({ name }) => `there are two entries of "${name}"`)
  return [...missing, ...strange, ...doubled]
}
