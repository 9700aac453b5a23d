import type { ConfiguredPairing, PairingFactory } from '../contract/index.js'
import { fail } from '../errors.js'

/** Options as a configuration file holds them. */
export type GivenOptions = Readonly<Record<string, unknown>>

/**
 * Options in which a pairing that is given by name, `'flip'` or `{ name: 'roll', by: 2 }`, is made
 * into a configured one. The options that a plan logs are of this form.
 *
 * @param who - the mixer
 * @throws OPTION for a pairing that is neither; UNKNOWN_NAME, AMBIGUOUS_NAME and whatever the
 * pairing has to say of its options
 */
export function withPairing (
  who: string, options: GivenOptions | undefined, find: (name: string) => PairingFactory
): GivenOptions | undefined {
  const pairing = (options as GivenOptions | null | undefined)?.pairing
  if (pairing === undefined) return options
  return { ...options, pairing: configuredPairing(who, pairing, find) }
}

function configuredPairing (
  who: string, given: unknown, find: (name: string) => PairingFactory
): ConfiguredPairing {
  if (typeof (given as Partial<ConfiguredPairing> | null)?.pair === 'function') {
    return given as ConfiguredPairing
  }
  if (typeof given === 'string') return find(given)()
  if (typeof given === 'object' && given !== null) {
    const { name, ...options } = given as GivenOptions
    if (typeof name === 'string') return find(name)(options)
  }
  throw fail(
    'OPTION', who, 'pairing', 'must be a pairing: a name, or { name } with its options', given
  )
}
