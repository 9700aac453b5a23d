import * as z from 'zod/mini'
import { seed } from '../../../core/plan/rules.js'
import { stream } from '../../../core/random/index.js'
import type { Seed } from '../../../core/index.js'
import { elasticDistortion, noiseGrid } from '../scene/elastic.js'
import { countOf } from '../points.js'
import { entryOf } from '../select/selector.js'
import { numberColumn } from '../select/sector.js'
import type { CloudStep } from './step.js'
import { moved } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Elastic distortion: see `elasticDistortion`. A magnitude of 0 leaves a piece as it is. */
    'distort-points': {
      readonly granularity: number
      readonly magnitude: number | Float64Array
      readonly seed: Seed
    }
    /** Normal noise on every coordinate, cut to ±`most`. */
    'jitter-points': { readonly deviation: number, readonly most: number, readonly seed: Seed }
  }
}

/** Steps that move every point on its own. */
export const warp: Readonly<Record<string, CloudStep>> = {
  'distort-points': {
    parameters: z.strictObject({
      granularity: z.number().check(z.gt(0)), magnitude: numberColumn, seed
    }),
    run: (seen, { granularity, magnitude, seed: from }, piece) => {
      const amount = entryOf(magnitude as Float64Array, piece)
      if (amount === 0 || countOf(seen.cloud) === 0) return seen
      const { coordinates } = seen.cloud
      const step = granularity as number
      const [x, y, z] = noiseGrid(coordinates, step).shape
      const { normal } = stream(from as Seed, piece, x * y * z * 3)
      const elastic = { granularity: step, magnitude: amount }
      return { ...seen, cloud: { ...seen.cloud,
        coordinates: elasticDistortion(coordinates, elastic, normal) } }
    }
  },
  'jitter-points': {
    parameters: z.strictObject({
      deviation: z.number().check(z.gte(0)), most: z.number().check(z.gte(0)), seed
    }),
    run: (seen, { deviation, most, seed: from }, piece) => {
      const { normal } = stream(from as Seed, piece, seen.cloud.coordinates.length)
      const [spread, limit] = [deviation as number, most as number]
      return moved(seen, points => {
        for (let k = 0; k < points.length; k++)
          points[k] += Math.min(limit, Math.max(-limit, spread * normal()))
      })
    }
  }
}
