import type { $ZodObject, input } from 'zod/v4/core'
import type { PairingDefinition, PairingFactory } from '../contract/index.js'
import { checkDefinition } from './check.js'
import { toOptions } from './json.js'
import { parseOptions } from './options.js'

/**
 * Names a way to choose partners; gives a factory, for the option `pairing` of every mixer.
 *
 * @throws OPTION for a definition without a name, options or `pair`
 */
export function definePairing<Schema extends $ZodObject> (
  definition: PairingDefinition<Schema>
): PairingFactory<Schema> {
  checkDefinition('definePairing', definition, 'pair')
  const { name, pools = [], signals } = definition
  const make = (given: input<Schema> = {} as input<Schema>): ReturnType<PairingFactory<Schema>> => {
    const options = parseOptions(name, definition.options, given)
    return { name, options: toOptions(options), pools,
      ...(signals === undefined ? {} : { signals }),
      pair: (facts, draw) => definition.pair(facts, options, draw) }
  }
  return Object.assign(make, { definition })
}
