import { fail } from '../errors.js'
import { domainOf, type Entry, type Kind, type Listed, type Parts } from './parts.js'

/** Which parts are meant; all of them by default. */
export interface Filter {
  /** Those that work in this domain: its own and those for any. */
  readonly domain?: string
  /** Those of this plugin. */
  readonly plugin?: string
}

/** The parts of a registry by name. The container of services has no part in it. */
export interface Names {
  /** Adds the parts of a plugin. */
  add (plugin: string, entries: readonly Entry[]): void
  has (plugin: string): boolean
  find<K extends Kind> (kind: K, name: string): Parts[K]
  list<K extends Kind> (kind: K, filter?: Filter): Array<Listed<K>>
}

const kinds: readonly Kind[] = ['domain', 'mixer', 'pairing', 'signal', 'objective', 'schedule']

export function names (): Names {
  const plugins = new Map<string, readonly Entry[]>()

  const list = <K extends Kind>(kind: K, filter: Filter = {}): Array<Listed<K>> => {
    if (!kinds.includes(kind)) throw fail('UNKNOWN_NAME', 'kind of part', kind, kinds)
    if (typeof filter !== 'object' || filter === null)
      throw fail('OPTION', 'list', 'filter', 'must be an object', filter)
    const { domain, plugin } = filter
    const all = [...plugins].flatMap(([owner, entries]) =>
      entries.filter((entry): entry is Entry<K> => entry.kind === kind)
        .map(({ name, part }) => ({ name: `${owner}/${name}`, plugin: owner, part })))
    return all
      .filter(each => plugin === undefined || each.plugin === plugin)
      .filter(each => domain === undefined || ['any', domain].includes(domainOf(kind, each.part)))
      .sort((a, b) => a.name < b.name ? -1 : 1)
  }

  const find = <K extends Kind>(kind: K, name: string): Parts[K] => {
    const all = list(kind)
    const qualified = typeof name === 'string' && name.includes('/')
    const plugin = qualified ? name.slice(0, name.indexOf('/')) : undefined
    if (plugin !== undefined && !plugins.has(plugin)) {
      throw fail('UNKNOWN_NAME', 'plugin', plugin, [...plugins.keys()])
    }
    const found = all.filter(each => (qualified ? each.name : shortName(each)) === name)
    // Two names of one part: it does not matter which is meant.
    if (new Set(found.map(each => each.part)).size > 1) {
      throw fail('AMBIGUOUS_NAME', kind, name, found.map(each => each.plugin))
    }
    if (found.length > 0) return found[0].part
    const known = new Set(all.map(each => qualified ? each.name : shortName(each)))
    throw fail('UNKNOWN_NAME', kind, name, [...known])
  }

  return {
    add: (plugin, entries) => { plugins.set(plugin, entries) },
    has: plugin => plugins.has(plugin),
    find,
    list
  }
}

function shortName ({ name, plugin }: Listed): string {
  return name.slice(plugin.length + 1)
}
