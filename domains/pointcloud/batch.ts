import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Batch, Domain, Measures } from '../../core/index.js'
import { checkTensor, isTensor, label, paintRows } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { ruleTable } from '../../core/plan/rules.js'
import { cuboids } from './boxes/target.js'
import type { Boxes3 } from './boxes/target.js'
import { checkClouds } from './check-clouds.js'
import type { AnyCloud } from './cloud.js'
import { paintClouds } from './paint-clouds.js'
import type { CloudPools } from './paint-clouds.js'
import { countOf } from './points.js'
import { rules } from './rules.js'
import { steps } from './steps/index.js'
import { renamed } from './canvas.js'
import { weighPoints } from './weigh.js'

/** Clouds of any size, or a float32 tensor of clouds of one size, `[rows, points, 3 or more]`. */
export type Clouds = readonly AnyCloud[] | Tensor

/** What labels of whole clouds may be given as: class indices, one-hot, or soft rows. */
export type CloudLabels =
  Tensor | readonly number[] | Int32Array | ReadonlyArray<readonly number[]>

/** A batch of clouds with its targets; what is told of every point is a column of its cloud. */
export interface CloudBatch extends Batch<Clouds> {
  /** The class of every cloud. */
  readonly label?: CloudLabels
  /** The boxes about the objects of every cloud. */
  readonly boxes?: readonly Boxes3[]
}

/** Clouds of points: regions choose points, and the frame is how many there are at most. */
export const pointcloud: Domain<Clouds> = {
  name: 'pointcloud',
  axes: ['point'],
  facts: (x, who) => measured(x, who),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, { steps, rules: ruleTable(rules) }, who)
    : paintClouds(plan, pools as CloudPools, who),
  weigh: (plan, pools, who) => isTensor(pools.batch)
    ? plan
    : weighPoints(plan, pools as CloudPools, who),
  renamed: (x, rows) => isTensor(x) ? x : x.map(cloud => renamed(cloud, rows)),
  targets: { label, y: label, boxes: cuboids },
  steps,
  blends: {
    union: {
      parameters: z.strictObject({}),
      run: () => {
        throw fail('PLAN', 'blend "union"', 'needs clouds on the host, not a tensor', 'union')
      }
    }
  },
  rules,
  providers: { coordinates: ['hostCoordinates'] }
}

function measured (x: Clouds, who: string): Measures {
  if (!isTensor(x)) {
    checkClouds(x, who)
    const points = x.reduce((most, cloud) => Math.max(most, countOf(cloud)), 1)
    return { size: x.length, shape: [points, 3], frame: [points] }
  }
  checkTensor(x, who, 'x')
  const [size, points = 0, channels = 0] = x.shape
  if (x.rank !== 3 || x.dtype !== 'float32')
    throw fail('INPUT', who, 'x', 'must be float32 [rows, points, channels]', x)
  if (size === 0) throw fail('EMPTY_BATCH', who, 'x')
  if (points === 0 || channels === 0)
    throw fail('INPUT', who, 'x', 'must have no empty side', x)
  return { size, shape: [points, channels], frame: [points] }
}
