import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Plan } from '../../core/contract/index.js'
import type { CheckOptions } from '../../core/plan/check.js'
import { planWith } from './samples.js'

/** What plans are checked against, and short ways to write them, sound or not. */

const parameters = z.object({ by: z.number(), at: z.instanceof(Float64Array).optional() })
export const domain: NonNullable<CheckOptions['domain']> = {
  axes: ['height', 'width'],
  steps: { sample: { parameters, run: x => x } },
  blends: { arc: { parameters: z.object({}), run: x => x }, multiply: { parameters, run: x => x } },
  rules: {
    noise: {
      gives: 'levels', parameters: z.object({ decay: z.number() }),
      make: (_, n) => new Uint8Array(n)
    },
    pictures: { gives: 'pool', parameters: z.object({}), make: () => [] },
    pairs: { gives: 'stream', parameters: z.object({}), make: () => [] }
  }
}
export const pools = { batch: { size: 3 }, bank: { size: 5 } }

export const int32 = (...list: number[]): Int32Array => Int32Array.from(list)
export const float64 = (...list: number[]): Float64Array => Float64Array.from(list)
export const range = (first: number, count: number): object => ({ rule: 'range', first, count })

/** A plan of these layers, whatever rules and steps the domains declare. */
export function layers (...list: readonly object[]): Plan {
  return planWith({ layers: list })
}

/** A plan of one layer, seen in a box of all there is but for what is said. */
export function boxes (parts: object): Plan {
  return layers({
    where: {
      kind: 'boxes', axes: ['height', 'width'], start: int32(0, 0), end: int32(4, 6), ...parts
    }
  })
}

/** A plan of one layer, seen through a mask of two cells. */
export function mask (parts: object, more: object = {}): Plan {
  const whole = {
    kind: 'mask', axes: ['height', 'width'], grid: [1, 2], levels: Uint8Array.of(0, 1), of: 1
  }
  return layers({ where: { ...whole, ...parts }, ...more })
}

/** A plan of one layer, seen in points of these parameters. */
export function points (values: object): Plan {
  return layers({ where: { kind: 'points', select: 'ball', parameters: values } })
}

/** A plan of rows made for a loss. */
export function anchored (...synthetic: object[]): Plan {
  return planWith({ synthetic: synthetic as unknown as Plan['synthetic'] })
}

export const live = (shape: number[]): tf.Tensor => tf.ones(shape)
