import { definePlugin } from '../../core/index.js'
import { embedding } from './batch.js'
import * as whole from './mixers/in-domain.js'
import * as mixers from './mixers/index.js'
import { NEIGHBOURS, exactNeighbours } from './neighbours.js'
import { objectives } from './objectives/index.js'

/** Everything this domain registers. */
export const embeddingDomain = definePlugin({
  name: 'embedding',
  domains: [embedding],
  mixers: [...Object.values(mixers), ...Object.values(whole)],
  objectives,
  services: [{ token: NEIGHBOURS, value: exactNeighbours }]
})

export { embeddingDomain as registered }
