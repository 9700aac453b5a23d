import { definePlugin } from '../../core/index.js'
import { pointcloud } from './batch.js'
import * as mixers from './mixers/index.js'

/** Everything this domain registers. */
export const pointcloudDomain = definePlugin({
  name: 'pointcloud',
  domains: [pointcloud],
  mixers: Object.values(mixers)
})

export { pointcloudDomain as registered }
