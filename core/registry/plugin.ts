import type { Plugin, Service, Token } from '../contract/index.js'
import { fail } from '../errors.js'
import {
  wrongDomain, wrongFunction, wrongKey, wrongMixer, wrongName, wrongPairing, wrongService
} from './check.js'
import { injectable } from './inject.js'
import type { Entry, Kind, Parts } from './parts.js'
import { serviceName } from './token.js'

/** Services of which each fits its token; one that does not is a compile error. */
type Fitting<Services> = {
  readonly [Index in keyof Services]:
  Services[Index] extends { readonly token: Token<infer T> } ? Service<T> : unknown
}

/**
 * Checks a plugin where it is written, and keeps the exact types of its parts.
 *
 * @throws OPTION, UNKNOWN_OPTION, NAME_TAKEN, SERVICE_BOUND or NOT_INJECTED for what is wrong
 */
export function definePlugin<const P extends Plugin> (
  plugin: P & { readonly services?: Fitting<P['services']> }
): P {
  partsOf(plugin)
  return plugin
}

/** What a plugin brings. */
export interface Content {
  readonly entries: readonly Entry[]
  readonly services: readonly Service[]
}

const fields = [
  'name', 'version', 'domains', 'mixers', 'pairings', 'signals', 'objectives', 'schedules',
  'services'
]

/**
 * The parts of a plugin, all of them checked.
 *
 * @throws OPTION for a plugin or a part that is none, UNKNOWN_OPTION for a field that plugins lack
 * @throws NAME_TAKEN for two parts of one kind and name, SERVICE_BOUND for two services of a token
 * @throws NOT_INJECTED for a class that builds a service with a parameter without `@inject`
 */
export function partsOf (plugin: Plugin): Content {
  const who = checkFrame(plugin)
  const entries: Entry[] = [
    ...listed(who, 'domain', plugin.domains, wrongDomain, part => part.name),
    ...listed(who, 'mixer', plugin.mixers, wrongMixer, part => part.description.name),
    ...listed(who, 'pairing', plugin.pairings, wrongPairing, part => part.definition.name),
    ...named(who, 'signal', plugin.signals),
    ...named(who, 'objective', plugin.objectives),
    ...named(who, 'schedule', plugin.schedules)
  ]
  const services = list<Service>(who, 'services', plugin.services, wrongService)
  for (const { build } of services) if (build !== undefined) injectable(build)
  const twice = repeated(entries, ({ kind, name }) => `${kind} ${name}`)
  if (twice !== undefined) {
    throw fail('NAME_TAKEN', twice.kind, `${plugin.name}/${twice.name}`, plugin.name)
  }
  const bound = repeated(services, service => service.token.key)
  if (bound !== undefined) throw fail('SERVICE_BOUND', who, serviceName(bound.token), plugin.name)
  return { entries, services }
}

function checkFrame (plugin: Plugin): string {
  if (typeof plugin !== 'object' || plugin === null || Array.isArray(plugin)) {
    throw fail('OPTION', 'registry', 'plugin', 'must be an object with a name and parts', plugin)
  }
  const wrong = wrongName(plugin.name)
  if (wrong !== undefined) throw fail('OPTION', 'registry', 'plugin', wrong, plugin.name)
  const who = `plugin "${plugin.name}"`
  const stranger = Object.keys(plugin).find(field => !fields.includes(field))
  if (stranger !== undefined) throw fail('UNKNOWN_OPTION', who, stranger, fields)
  if (plugin.version !== undefined && typeof plugin.version !== 'string') {
    throw fail('OPTION', who, 'version', 'must be text', plugin.version)
  }
  return who
}

type Check = (value: unknown) => string | undefined

function listed<K extends Kind> (
  who: string, kind: K, parts: ReadonlyArray<Parts[K]> | undefined, check: Check,
  nameOf: (part: Parts[K]) => string
): Array<Entry<K>> {
  const field = `${kind}s`
  return list<Parts[K]>(who, field, parts, check).map((part, index) => {
    const name = nameOf(part)
    const wrong = wrongName(name)
    if (wrong !== undefined) throw fail('OPTION', who, `${field}[${index}]`, wrong, name)
    return { kind, name, part }
  })
}

function list<T> (
  who: string, field: string, parts: readonly T[] | undefined, check: Check
): readonly T[] {
  if (parts === undefined) return []
  if (!Array.isArray(parts)) throw fail('OPTION', who, field, 'must be a list', parts)
  return Array.from<T, T>(parts, (part, index) => {
    const wrong = check(part)
    if (wrong !== undefined) throw fail('OPTION', who, `${field}[${index}]`, wrong, part)
    return part
  })
}

function named<K extends Kind> (
  who: string, kind: K, parts: Readonly<Record<string, Parts[K]>> | undefined
): Array<Entry<K>> {
  const field = `${kind}s`
  if (parts === undefined) return []
  if (typeof parts !== 'object' || parts === null || Array.isArray(parts)) {
    throw fail('OPTION', who, field, 'must be an object of functions by name', parts)
  }
  return Object.entries(parts).map(([name, part]) => {
    const misnamed = wrongKey(name)
    if (misnamed !== undefined) throw fail('OPTION', who, field, misnamed, name)
    const wrong = wrongFunction(part)
    if (wrong !== undefined) throw fail('OPTION', who, `${field}.${name}`, wrong, part)
    return { kind, name, part }
  })
}

/** The first of a list that has the key of one before it. */
function repeated<T> (items: readonly T[], keyOf: (item: T) => unknown): T | undefined {
  const keys = items.map(keyOf)
  return items.find((_, index) => keys.indexOf(keys[index]) < index)
}
