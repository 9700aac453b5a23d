import { definePlugin } from '../../core/index.js'
import { regression } from './batch.js'
import * as mixers from './mixers/index.js'

/** Everything this domain registers. */
export const regressionDomain = definePlugin({
  name: 'regression',
  domains: [regression],
  mixers: Object.values(mixers)
})

export { regressionDomain as registered }
