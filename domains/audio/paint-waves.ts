import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Plan } from '../../core/index.js'
import { paintHost, paintRows } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { hostSteps } from './host-steps.js'
import { steps } from './steps.js'
import { views } from './views.js'

const brushes = { steps: { ...steps, ...views } }

/**
 * Paints sounds in tensors. Boxes with a part to show have two axes: sounds get one more, of one
 * cell, and channels are one axis.
 */
export function paintSounds (
  plan: Plan<Tensor>, pools: Readonly<Record<string, Tensor>>, who: string
): Tensor {
  const rest = pools.batch.shape.slice(2)
  return tf.tidy(() => {
    const planes = Object.fromEntries(Object.entries(pools).map(([name, x]) =>
      [name, tf.reshape(x, planeOf(x.shape))]))
    const painted = paintRows(inPlane(plan), planes, brushes, who)
    return tf.reshape(painted, unfolded(painted.shape, rest))
  })
}

function planeOf ([rows, time, ...rest]: readonly number[]): [number, number, number, number] {
  return [rows, time, 1, rest.reduce((product, n) => product * n, 1)]
}

/** The shape of sounds again; channels are one axis where a step has left some of them out. */
function unfolded (
  [rows, time, , channels]: readonly number[], rest: readonly number[]
): number[] {
  const before = rest.reduce((product, n) => product * n, 1)
  return [rows, time, ...channels === before ? rest : [channels]]
}

function inPlane (plan: Plan<Tensor>): Plan<Tensor> {
  const { then } = plan
  return { ...plan, axes: [...plan.axes, 'unit'], frame: [...plan.frame, 1],
    ...then && { then: inPlane(then) } }
}

/** Paints sounds on the host, closing steps and all, plan by plan of a chain. */
export function paintWaves (
  plan: Plan<Tensor>, pools: Readonly<Record<string, HostArray<Float32Array>>>, who: string
): HostArray<Float32Array> {
  const rest = pools.batch.shape.slice(2)
  const planes = Object.fromEntries(Object.entries(pools).map(([name, x]) =>
    [name, { data: finite(x.data, who, name), shape: planeOf(x.shape) }]))
  const { data, shape } = paintChain(inPlane(plan), planes, who)
  return { data, shape: unfolded(shape, rest) }
}

/** @throws INPUT for samples that are not finite: a plan would spread them */
function finite (data: Float32Array, who: string, pool: string): Float32Array {
  for (let k = 0; k < data.length; k++) {
    if (!(Math.abs(data[k]) < Infinity))
      throw fail('INPUT', who, `${pool}.x.data[${k}]`, 'must be a finite number', data[k])
  }
  return data
}

function paintChain (
  { then, after = [], ...first }: Plan<Tensor>,
  pools: Readonly<Record<string, HostArray<Float32Array>>>, who: string
): HostArray<Float32Array> {
  const whole = after.length === 0
  const painted = paintHost({ ...first, ...whole && then ? { then } : {} }, pools, who, brushes)
  const closed = hostSteps(painted, after)
  return whole || then === undefined
    ? closed
    : paintChain(then, { ...pools, batch: closed }, who)
}
