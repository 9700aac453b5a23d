import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Boxes, HostArray, Mask, Plan, Scene, Target } from '../contract/index.js'
import { fail, show } from '../errors.js'
import { wrongHostArray } from '../paint/host-array.js'
import { paintHost, paintRows } from '../paint/index.js'
import { checkTensor } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'

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

  mix (plan, values, scene) {
    const { batch } = values
    requirePools(plan, values, scene)
    if (!isTensor(batch)) {
      const arrays = values as Record<string, HostArray<Uint8Array>>
      if (batch.data instanceof Float32Array) return paintHost(plan, arrays, scene.who, rules)
      refuseBlending(plan, scene)
      return paintHost(wholeCells(plan, scene.frame), arrays, scene.who, rules)
    }
    const tensors = values as Record<string, Tensor>
    if (batch.dtype === 'float32') return paintRows(plan, tensors, { rules }, scene.who)
    refuseBlending(plan, scene)
    return tf.tidy(() => {
      const float = Object.entries(tensors).map(([name, ids]) => [name, tf.cast(ids, 'float32')])
      const pools = Object.fromEntries(float) as Record<string, Tensor>
      return tf.cast(paintRows(wholeCells(plan, scene.frame), pools, {}, scene.who), batch.dtype)
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
function refuseBlending (plan: Plan<unknown>, scene: Scene): void {
  for (const { coefficient = 1, where, blend = 'over' } of plan.layers) {
    const share = typeof coefficient === 'number'
      ? [coefficient]
      : coefficient instanceof Float64Array
      ? coefficient
      : [NaN]
    const partly = share.find(each => each !== 0 && each !== 1)
    const soft = where?.kind === 'mask' && isSoft(where, isAt(plan, scene.frame))
    if (partly !== undefined || soft || blend !== 'over') {
      throw fail('TARGET', scene.who, scene.target,
        'holds class ids, which cannot be blended as this mix asks ' +
          `(${
            soft ? 'a soft mask' : blend === 'over' ? `a share of ${show(partly)}` : show(blend)
          }); ` +
          'give one-hot masks, float32 [rows, …, classes]')
    }
  }
  if (plan.then !== undefined) refuseBlending(plan.then, scene)
}

function isAt ({ frame }: Plan<unknown>, lengths: readonly number[]): boolean {
  return frame.every((length, a) => length === lengths[a])
}

function isSoft ({ levels, of, tiled }: Mask<unknown>, whole: boolean): boolean {
  // Tiles that are stretched fall between the cells of another resolution.
  if (tiled === true && !whole) return true
  return !(levels instanceof Uint8Array) || levels.some(level => level !== 0 && level !== of)
}

/** The same plan at the resolution of a map: by nearest neighbour, boxes to the nearest cells. */
function wholeCells<Live> (plan: Plan<Live>, lengths: readonly number[]): Plan<Live> {
  const scaled = (edges: Int32Array, axes: readonly string[]): Int32Array => edges.map((edge, i) => {
    const a = plan.axes.indexOf(axes[i % axes.length])
    return Math.round(edge * lengths[a] / plan.frame[a])
  })
  const corners = ({ start, end }: Corners, axes: readonly string[]): Corners =>
    ({ start: scaled(start, axes), end: scaled(end, axes) })
  const layers = plan.layers.map(layer => {
    const { where } = layer
    if (where?.kind !== 'boxes') return layer
    const { from, axes } = where
    const resized = from === undefined ? {} : { from: corners(from, axes), resize: 'nearest' as const }
    return { ...layer, where: { ...where, ...corners(where, axes), ...resized } }
  })
  const then = plan.then === undefined ? {} : { then: wholeCells(plan.then, lengths) }
  return { ...plan, frame: lengths, layers, ...then }
}
