import type { ZodObject, input } from 'zod'
import type { PairingDefinition, PairingFactory } from '../contract/index.js'
import { toOptions } from './json.js'
import { parseOptions } from './options.js'

/** Names a way to choose partners; gives a factory, for the option `pairing` of every mixer. */
export function definePairing<Schema extends ZodObject> (
  definition: PairingDefinition<Schema>
): PairingFactory<Schema> {
  const { name, pools = [], signals = [] } = definition
  const make = (given: input<Schema> = {} as input<Schema>): ReturnType<PairingFactory<Schema>> => {
    const options = parseOptions(name, definition.options, given)
    return { name, options: toOptions(options), pools, signals,
      pair: (facts, draw) => definition.pair(facts, options, draw) }
  }
  return Object.assign(make, { definition })
}
