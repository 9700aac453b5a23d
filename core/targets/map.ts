import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Boxes, HostArray, Mask, Plan, Scene, Target } from '../contract/index.js'
import { fail, show } from '../errors.js'
import { wrongHostArray } from '../paint/host-array.js'
import { paintHost, paintRows } from '../paint/index.js'
import { nearestSpan } from '../paint/regions.js'
import { levelsOf, pieceCount } from '../plan/columns.js'
import { isLive } from '../plan/kinds.js'
import type { Rules } from '../plan/rules.js'
import { ruleTable } from '../plan/rules.js'
import { checkTensor } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { followed } from './followed.js'

/**
 * A map over the axes of its domain: class ids `[rows, ...axes]` (or a last axis of 1), or shares
 * `[rows, ...axes, n]`.
 */
export type DenseMap = Tensor | HostArray<Uint8Array | Int32Array | Float32Array>

/**
 * Maps that go with every row: segmentation masks, depth. Painted as the rows are, so they are seen
 * where the rows are.
 *
 * Class ids (int32 or bool tensors, `Uint8Array` or `Int32Array` on the host) keep their type and
 * are never blended: a plan that would blend them is refused. float32 maps and arrays, one-hot
 * masks among them, are blended.
 */
export const map: Target<DenseMap> = {
  encode (value, scene) {
    const shape = isTensor(value) ? tensorShape(value, scene) : hostShape(value, scene)
    const axes = shape.slice(1, 1 + scene.axes.length)
    if (shape[0] !== scene.size || axes.some((length, a) => length !== scene.frame[a]) ||
      axes.length < scene.frame.length) {
      const allowed = `must have shape [${[scene.size, ...scene.frame].join(', ')}, …]`
      throw fail('TARGET', scene.who, scene.target, `${allowed}, got [${shape.join(', ')}]`)
    }
    return value as DenseMap
  },

  mix (given, values, scene) {
    const { batch } = values
    const plan = followed(given, scene)
    const rules = ruleTable(scene.rules ?? {})
    requirePools(plan, values, scene)
    if (!isTensor(batch)) {
      const arrays = values as Record<string, HostArray<Uint8Array>>
      if (batch.data instanceof Float32Array) return paintHost(plan, arrays, scene.who, { rules })
      refuseBlending(plan, scene, rules)
      return paintHost(wholeCells(plan, scene.frame), arrays, scene.who, { rules })
    }
    const tensors = values as Record<string, Tensor>
    if (batch.dtype === 'float32') return paintRows(plan, tensors, { rules }, scene.who)
    refuseBlending(plan, scene, rules)
    return tf.tidy(() => {
      const float = Object.entries(tensors).map(([name, ids]) => [name, tf.cast(ids, 'float32')])
      const pools = Object.fromEntries(float) as Record<string, Tensor>
      const painted = paintRows(wholeCells(plan, scene.frame), pools, { rules }, scene.who)
      return tf.cast(painted, batch.dtype)
    })
  }
}

function requirePools (
  { layers, then }: Plan<unknown>, values: Readonly<Record<string, DenseMap>>, scene: Scene
): void {
  for (const { source: { pool = 'batch' } = {} } of layers) {
    if (typeof pool !== 'string' || Object.hasOwn(values, pool)) continue
    throw fail('TARGET', scene.who, scene.target, `is missing in the pool "${pool}"`)
  }
  if (then !== undefined) requirePools(then, values, scene)
}

function tensorShape (value: Tensor, scene: Scene): readonly number[] {
  checkTensor(value, scene.who, scene.target)
  if (['float32', 'int32', 'bool'].includes(value.dtype)) return value.shape
  throw fail('TARGET', scene.who, scene.target,
    `must be float32, int32 or bool, got ${show(value)}`)
}

function hostShape (value: unknown, scene: Scene): readonly number[] {
  const wrong = wrongHostArray(value, [Uint8Array, Int32Array, Float32Array])
  if (wrong === undefined) return (value as HostArray).shape
  throw fail('TARGET', scene.who, scene.target, `${wrong.allowed}, got ${show(wrong.got)}`)
}

type Corners = Pick<Boxes, 'start' | 'end'>

/** Class ids can be shown or not, nothing between. */
function refuseBlending (plan: Plan<unknown>, scene: Scene, rules: Rules): void {
  for (const layer of plan.layers) {
    const { coefficient = 1, where, blend = 'over' } = layer
    const share = typeof coefficient === 'number'
      ? [coefficient]
      : coefficient instanceof Float64Array
      ? coefficient
      : [NaN]
    const partly = share.find(each => each !== 0 && each !== 1)
    const soft = where?.kind === 'mask' &&
      isSoft(where, pieceCount(layer, plan.size), isAt(plan, scene.frame), rules)
    if (partly !== undefined || soft || blend !== 'over') {
      throw fail('TARGET', scene.who, scene.target,
        'holds class ids, which cannot be blended as this mix asks ' +
          `(${
            soft ? 'a soft mask' : blend === 'over' ? `a share of ${show(partly)}` : show(blend)
          }); ` +
          'give one-hot masks, float32 [rows, …, classes]')
    }
  }
  if (plan.then !== undefined) refuseBlending(plan.then, scene, rules)
}

function isAt ({ frame }: Plan<unknown>, lengths: readonly number[]): boolean {
  return frame.every((length, a) => length === lengths[a])
}

function isSoft (where: Mask<unknown>, pieces: number, whole: boolean, rules: Rules): boolean {
  // Tiles that are stretched fall between the cells of another resolution.
  if ((where.tiled === true && !whole) || isLive(where.levels)) return true
  const listed = levelsOf(where, pieces, rules)
  if (where.outside !== true) return listed.some(level => level !== 0 && level !== where.of)
  // As it is painted: what is left of 1 may be 1 again
  return listed.some(level => {
    const share = Math.fround(1 - level / where.of)
    return share !== 0 && share !== 1
  })
}

/** The same plan at the resolution of a map: by nearest neighbour, boxes to the nearest cells. */
function wholeCells<Live> (plan: Plan<Live>, lengths: readonly number[]): Plan<Live> {
  const corners = ({ start, end }: Corners, axes: readonly string[], shown: boolean): Corners => {
    const spans = Array.from(start, (edge, i) => {
      const a = plan.axes.indexOf(axes[i % axes.length])
      return nearestSpan([edge, end[i]], plan.frame[a], lengths[a], shown)
    })
    return {
      start: Int32Array.from(spans, ([edge]) => edge),
      end: Int32Array.from(spans, ([, edge]) => edge)
    }
  }
  const layers = plan.layers.map(layer => {
    const { where } = layer
    if (where?.kind !== 'boxes') return layer
    const { from, axes } = where
    const resized = from === undefined
      ? {}
      : { from: corners(from, axes, true), resize: 'nearest' as const }
    return { ...layer, where: { ...where, ...corners(where, axes, false), ...resized } }
  })
  const then = plan.then === undefined ? {} : { then: wholeCells(plan.then, lengths) }
  return { ...plan, frame: lengths, layers, ...then }
}
