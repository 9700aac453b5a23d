import * as z from 'zod'
import type { HostArray, SignalProvider } from '../../core/index.js'
import { count, parseOptions } from '../../core/index.js'
import { fail } from '../../core/errors.js'

export function clusterAnchors (
  _set: { readonly x: HostArray, readonly y: ArrayLike<number> | HostArray },
  options: { readonly clusters: number, readonly seed?: number }
): SignalProvider {
  const { clusters } = parseOptions('clusterAnchors',
    z.object({ clusters: count, seed: z.int().default(0) }), options)
  return batch => {
    if (clusters < 0) throw fail('INPUT', 'ada', 'index', 'must', batch)
    return new Int32Array(1)
  }
}
