import type { Tensor } from '@tensorflow/tfjs-core'
import type { Domain, HostArray } from '../contract/index.js'
import { paintHost, paintRows } from '../paint/index.js'
import { label } from '../targets/index.js'
import { checkRows } from './rows-check.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * Rows without axes: any tensor, mixed as a whole. What mixers that need no domain fall back to.
 */
export const rows: Domain<Tensor | HostArray<Uint8Array | Float32Array>> = {
  name: 'any',
  axes: [],
  facts: (x, who) => ({ ...checkRows(x, who, 1), frame: [] }),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, {}, who)
    : paintHost(plan, pools as Record<string, HostArray<Uint8Array>>, who),
  targets: { label, y: label }
}
