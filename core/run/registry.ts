import { pairings } from '#pairings'
import type { Plugin } from '../contract/index.js'
import type { GivenOptions, Registry as PartsRegistry } from '../registry/index.js'
import {
  createRegistry as createParts, defaultRegistry as defaultParts, definePlugin
} from '../registry/index.js'
import { createMixer } from './create.js'
import type { MixOf } from './mix.js'
import type { MixOptions } from './options.js'
import type { Providers } from './signals.js'

/** A registry that also runs what it holds. */
export interface Registry extends PartsRegistry {
  /**
   * A mixer by name, with options as a file or a command gives them, ready to run.
   *
   * @param name - `plugin/name`, or the name alone where only one plugin has it
   * @throws what `configure` and `createMixer` throw
   */
  create<const Given extends Providers = Providers> (
    name: string, options?: GivenOptions, run?: Omit<MixOptions<Given>, 'registry'>
  ): MixOf<Given>
}

/** What every registry holds: the pairings, for options that name one. */
const core = definePlugin({ name: 'core', pairings })

/** A registry with these plugins loaded. Registries never see each other. */
export function createRegistry (...plugins: readonly Plugin[]): Registry {
  return running(createParts(core, ...plugins))
}

/**
 * The registry that domains load themselves into, and that `createMixer` uses unless told
 * otherwise.
 */
export const defaultRegistry: Registry = running(defaultParts.load(core))

function running (parts: PartsRegistry): Registry {
  const registry: Registry = {
    ...parts,
    load: plugin => chained(parts.load(plugin)),
    bind: (token, made) => chained(parts.bind(token, made)),
    rebind: (token, made) => chained(parts.rebind(token, made)),
    create: <const Given extends Providers>(
      name: string, options?: GivenOptions, run?: Omit<MixOptions<Given>, 'registry'>
    ): MixOf<Given> =>
      createMixer<never, Given>(parts.configure(name, options), { ...run, registry: parts })
  }
  const chained = (_changed: PartsRegistry): Registry => registry
  return Object.freeze(registry)
}
