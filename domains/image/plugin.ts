import { definePlugin } from '../../core/index.js'
import { image } from './batch.js'
import { decoupledMixupLoss } from './objectives/decoupled-mixup.js'
import { jensenShannon } from './objectives/augmix-loss.js'
import { greedyCycle } from './saliency/greedy-cycle.js'
import * as mixers from './mixers/index.js'

/** Everything this domain registers; in a page only where a registry is made of it. */
export const imageDomain = definePlugin({
  name: 'image',
  domains: [image],
  mixers: Object.values(mixers),
  pairings: [greedyCycle],
  objectives: { 'decoupled-mixup': decoupledMixupLoss, 'jensen-shannon': jensenShannon }
})

export { imageDomain as registered }
