import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Mask, Plan, Scene, Target } from '../contract/index.js'
import { fail, show } from '../errors.js'
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
    if (isTensor(value)) checkTensor(value, scene.who, scene.target)
    const shape: readonly number[] =
      isTensor(value) ? value.shape : hostShape(value, scene)
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
    if (!isTensor(batch)) {
      if (!(batch.data instanceof Float32Array)) refuseBlending(plan, scene)
      return paintHost(plan, values as Record<string, HostArray<Uint8Array>>, scene.who)
    }
    if (batch.dtype === 'float32')
      return paintRows(plan, values as Record<string, Tensor>, {}, scene.who)
    refuseBlending(plan, scene)
    return tf.tidy(() => {
      const pools = Object.entries(values as Record<string, Tensor>)
      const float = pools.map(([name, ids]) => [name, tf.cast(ids, 'float32')])
      const painted = paintRows(nearest(plan), Object.fromEntries(float) as Record<string, Tensor>,
        {}, scene.who)
      return tf.cast(painted, batch.dtype)
    })
  }
}

function hostShape (value: unknown, scene: Scene): readonly number[] {
  const { data, shape } = Object(value) as Partial<HostArray>
  if ([Uint8Array, Int32Array, Float32Array].some(kind => data instanceof kind) &&
    Array.isArray(shape)) return shape as number[]
  throw fail('TARGET', scene.who, scene.target,
    `must be a tensor, or { data, shape } of a Uint8Array, Int32Array or Float32Array, got ${
      show(value)
    }`)
}

/** Class ids can be shown or not, nothing between. */
function refuseBlending (plan: Plan<unknown>, scene: Scene): void {
  for (const { coefficient = 1, where, blend = 'over' } of plan.layers) {
    const share = typeof coefficient === 'number'
      ? [coefficient]
      : coefficient instanceof Float64Array
      ? coefficient
      : [NaN]
    const partly = share.find(each => each !== 0 && each !== 1)
    const soft = where?.kind === 'mask' && isSoft(where)
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

function isSoft ({ levels, of }: Mask<unknown>): boolean {
  return !(levels instanceof Uint8Array) || levels.some(level => level !== 0 && level !== of)
}

/** The same plan with every resized box by nearest neighbour. */
function nearest (plan: Plan<Tensor>): Plan<Tensor> {
  const layers = plan.layers.map(layer =>
    layer.where?.kind === 'boxes' && layer.where.resize !== undefined
      ? { ...layer, where: { ...layer.where, resize: 'nearest' as const } }
      : layer
  )
  return { ...plan, layers, ...(plan.then === undefined ? {} : { then: nearest(plan.then) }) }
}
