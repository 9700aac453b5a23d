import type {
  ConfiguredMixer, Domain, Plugin, Service, Services, Token
} from '../contract/index.js'
import { fail } from '../errors.js'
import { wrongValue } from './check.js'
import { isClass, type Constructor } from './classes.js'
import { withPairing, type GivenOptions } from './configure.js'
import { injectable } from './inject.js'
import { names, type Filter } from './names.js'
import type { Kind, Listed, Parts } from './parts.js'
import { partsOf } from './plugin.js'
import { serviceTable } from './services.js'
import { isToken, serviceName } from './token.js'

/** What a service is made from: a class is built, anything else is the service itself. */
export type Made<T> = T | Constructor<T>

/**
 * Parts by name, and the services that mixers are built from. Two registries never see each other.
 *
 * A name is qualified, `image/cutmix`, or short where only one plugin has it.
 *
 * Configuring ends on first use: once the registry has found a part, a mixer or a service that it
 * was asked for. From then on `load`, `bind` and `rebind` throw FROZEN, so that what was handed out
 * stays what the registry holds. Listing is no use of it, nor is asking for what is not there.
 */
export interface Registry {
  /** Hands out services; a class is built once, with what its constructor injects. */
  readonly services: Services

  /**
   * Adds all parts of a plugin, or none if one of them is wrong.
   *
   * @throws NAME_TAKEN for a plugin or a part whose name is taken, SERVICE_BOUND for a service that
   * is there already, FROZEN after the first use, and what `definePlugin` throws
   */
  load (plugin: Plugin): Registry

  /**
   * Provides a service. To hand out a class itself, let a plugin bring it as a `value`.
   *
   * @throws SERVICE_BOUND if it is there already, NOT_INJECTED for a class with a parameter without
   * `@inject`, OPTION for a token that is none, nothing, or a promise, FROZEN after the first use
   */
  bind<T> (token: Token<T>, made: Made<NoInfer<T>>): Registry

  /**
   * Provides a service in place of what is bound, for every mixer that uses it.
   *
   * @throws NO_SERVICE if nothing is bound, and what `bind` throws
   */
  rebind<T> (token: Token<T>, made: Made<NoInfer<T>>): Registry

  /**
   * A mixer by name, with options as a configuration file holds them: `pairing` may be a name or
   * `{ name, ...options }`, which is also the form in which a plan logs it.
   *
   * @throws UNKNOWN_NAME or AMBIGUOUS_NAME for the mixer or its pairing, and what the mixer throws
   */
  configure<Live = never> (name: string, options?: GivenOptions): ConfiguredMixer<Live>

  /** @throws UNKNOWN_NAME or AMBIGUOUS_NAME */
  get<K extends Kind> (kind: K, name: string): Parts[K]

  /** The same as `get('domain', name)`. */
  domain (name: string): Domain

  /** All parts of a kind, sorted by qualified name. */
  list<K extends Kind> (kind: K, filter?: Filter): ReadonlyArray<Listed<K>>
}

/**
 * A registry of these plugins.
 *
 * @throws what `load` throws
 */
export function createRegistry (...plugins: readonly Plugin[]): Registry {
  const registry = makeRegistry('registry', false)
  for (const plugin of plugins) registry.load(plugin)
  return registry
}

/**
 * The registry that is used where none is given. Domains load into it when they are imported.
 *
 * A domain may be imported at any time, so this one stays open for what is new: `load` and `bind`
 * never end, and change nothing that was handed out, since no name and no service is ever taken
 * over. `rebind` would change it, and so ends on first use here too.
 */
export const defaultRegistry: Registry = makeRegistry('default registry', true)

function makeRegistry (who: string, open: boolean): Registry {
  const parts = names()
  let used = false
  const use = (): void => { used = true }
  const table = serviceTable(use)

  const requireUnused = (what: string): void => {
    if (used) throw fail('FROZEN', who, what)
  }
  const requireOpen = (what: string): void => {
    if (!open) requireUnused(what)
  }
  const requireUnbound = (token: Token<unknown>, asker: string): void => {
    const owner = table.owner(token)
    if (owner !== undefined) throw fail('SERVICE_BOUND', asker, serviceName(token), owner)
  }
  const get = <K extends Kind>(kind: K, name: string): Parts[K] => {
    const part = parts.find(kind, name)
    use()
    return part
  }

  const registry: Registry = {
    services: table.services,
    load (plugin) {
      const { entries, services } = partsOf(plugin)
      requireOpen(`loading the plugin "${plugin.name}"`)
      if (parts.has(plugin.name)) throw fail('NAME_TAKEN', 'plugin', plugin.name, who)
      for (const { token } of services) requireUnbound(token, `plugin "${plugin.name}"`)
      parts.add(plugin.name, entries)
      for (const service of services) table.bind(service, plugin.name)
      return registry
    },
    bind (token, made) {
      const service = serviceOf(who, token, made)
      requireOpen(`binding the service "${serviceName(token)}"`)
      requireUnbound(token, who)
      table.bind(service, who)
      return registry
    },
    rebind (token, made) {
      const service = serviceOf(who, token, made)
      requireUnused(`rebinding the service "${serviceName(token)}"`)
      if (table.owner(token) === undefined) throw fail('NO_SERVICE', who, serviceName(token))
      table.rebind(service, who)
      return registry
    },
    configure (name, options) {
      const factory = parts.find('mixer', name)
      const pairing = (called: string): Parts['pairing'] => parts.find('pairing', called)
      const given = withPairing(factory.description.name, options, pairing)
      const mixer = factory(given)
      use()
      return mixer
    },
    get,
    domain: name => get('domain', name),
    list: parts.list
  }
  return Object.freeze(registry)
}

function serviceOf (who: string, token: Token<unknown>, made: unknown): Service {
  if (!isToken(token)) throw fail('OPTION', who, 'token', 'must be made by token()', token)
  if (isClass(made)) {
    injectable(made)
    return { token, build: made }
  }
  const wrong = wrongValue(made)
  if (wrong !== undefined) throw fail('OPTION', who, serviceName(token), wrong, made)
  return { token, value: made }
}
