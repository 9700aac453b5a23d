import type { ConfiguredMixer, ConfiguredPairing, Domain, Service } from '../contract/index.js'
import { className, isClass } from './classes.js'
import { descriptionOf } from './metadata.js'
import { isToken } from './token.js'

// Every check says what is wrong with a value as the rest of a sentence; nothing if it is sound.

export function wrongMixer (value: unknown): string | undefined {
  if (isClass(value) && descriptionOf(value) !== undefined) {
    return `must be a mixer factory: use factoryOf(${className(value)})`
  }
  const { plan, description } = read<ConfiguredMixer & Described>(value)
  if (typeof plan === 'function') {
    return 'must be a mixer factory, not a configured mixer: leave out its call'
  }
  const { domain, options } = read<Described>(description)
  const sound = typeof value === 'function' && typeof domain === 'string' && isSchema(options)
  return sound ? undefined : 'must be a mixer factory made by defineMixer() or factoryOf()'
}

export function wrongPairing (value: unknown): string | undefined {
  const { pair, definition } = read<ConfiguredPairing & Described>(value)
  if (typeof pair === 'function') {
    return 'must be a pairing factory, not a configured pairing: leave out its call'
  }
  const defined = read<ConfiguredPairing>(definition)
  const sound = typeof value === 'function' && typeof defined.pair === 'function' &&
    isSchema(defined.options)
  return sound ? undefined : 'must be a pairing factory made by definePairing()'
}

export function wrongDomain (value: unknown): string | undefined {
  const { axes, facts, paint, targets } = read<Domain>(value)
  const sound = Array.isArray(axes) && typeof targets === 'object' && targets !== null &&
    typeof facts === 'function' && typeof paint === 'function'
  return sound ? undefined : 'must be a domain: { name, axes, facts, paint, targets }'
}

export function wrongFunction (value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'must be a function'
}

export function wrongService (service: unknown): string | undefined {
  const { token, value, build } = read<Service>(service)
  if (!isToken(token)) return 'must be a service: { token, value } or { token, build }'
  if (build === undefined) return wrongValue(value)
  if (value !== undefined) return 'must have a value or a class to build, not both'
  const { prototype } = read<{ prototype: object }>(build)
  return prototype === undefined ? 'must be built by a class' : undefined
}

/** The container would take a promise for a service that it has to wait for. */
export function wrongValue (value: unknown): string | undefined {
  if (value === undefined) return 'must be a value or a class'
  const { then } = read<PromiseLike<unknown>>(value)
  return typeof then === 'function' ? 'must be there when it is bound: await it first' : undefined
}

/** What is wrong with the name of a plugin or a part. */
export function wrongName (name: unknown): string | undefined {
  const sound = typeof name === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
  return sound ? undefined : 'must have a name in kebab-case, such as "ring-mix"'
}

/** What is wrong with a key that names a part; `classActivation` is as good as `saliency`. */
export function wrongKey (key: string): string | undefined {
  return /^[^/\s]+$/.test(key) ? undefined : 'must have names without spaces and slashes'
}

interface Described { description: unknown, definition: unknown, domain: unknown, options: unknown }

function isSchema (value: unknown): boolean {
  return typeof read<{ safeParse: unknown }>(value).safeParse === 'function'
}

/** The properties of a value that is yet to be checked; none of what can have none. */
function read<T> (value: unknown): { readonly [Key in keyof T]?: unknown } {
  const holds = typeof value === 'function' || (typeof value === 'object' && value !== null)
  return holds ? value : {}
}
