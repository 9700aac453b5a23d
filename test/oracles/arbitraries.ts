import fc from 'fast-check'
import type { Shape } from '../../plugins/check/batches.js'

/** Batches of up to five images, of any proportions, down to one pixel. */
export const shape: fc.Arbitrary<Shape> = fc.record({
  size: fc.integer({ min: 1, max: 5 }),
  height: fc.integer({ min: 1, max: 11 }),
  width: fc.integer({ min: 1, max: 11 }),
  channels: fc.integer({ min: 1, max: 4 })
})

export const seed = fc.integer({ min: 0, max: 1e9 })
/** Large and small; λ is near 0 and 1 often for the small ones. */
export const alpha = fc.constantFrom(0.05, 0.3, 1, 4)
export const per = fc.constantFrom('batch' as const, 'sample' as const)
