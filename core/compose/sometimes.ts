import type { ConfiguredMixer } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { probability } from '../define/schemas.js'
import * as z from 'zod/mini'
import { checkMixer } from './family.js'
import { oneOf } from './one-of.js'
import { plain } from './plain.js'

/**
 * A mixer that acts on a batch with this probability, and otherwise leaves it as it is.
 *
 * @param chance - from 0 to 1; CutMix on CIFAR uses 0.5
 * @throws OPTION for a probability outside 0 … 1, and for what is no configured mixer
 */
export function sometimes<Live = never> (chance: number,
  mixer: ConfiguredMixer<Live>): ConfiguredMixer<Live> {
  parseOptions('sometimes', z.object({ probability }), { probability: chance })
  checkMixer('sometimes', 'mixer', mixer)
  return { ...oneOf([[mixer, chance], [plain() as ConfiguredMixer<Live>, 1 - chance]]),
    name: 'sometimes' }
}
