import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredPairing, Plan } from '../../../core/index.js'
import { cmixup, fromDataset, plain, scripted } from '../../../core/index.js'
import { minMaxScale, mixup } from '../../../domains/regression/index.js'
import { adam } from '../../../examples/regression/adam.js'
import type { LayerWeights } from '../../../examples/regression/network.js'
import { network } from '../../../examples/regression/network.js'
import type { Errors } from '../../../examples/regression/train.js'
import { errorsOf, predict, training } from '../../../examples/regression/train.js'
import type { Adapter, Given, GivenArray } from '../adapter.js'
import { entry, numbers } from '../given.js'
import { partnersIn } from '../read-plan.js'

/**
 * A training from recorded weights, batches, λ and partners, or the uniforms that the kernel chose
 * partners by: as the examples train.
 */
export const trajectory: Adapter = async (inputs, params, decisions) => {
  const { train, valid, test } = splits(inputs)
  const { lr, beta1, beta2, eps } = params.optimiser as Record<string, number>
  const net = network(layersOf(inputs))
  const optimiser = adam(net.variables, { rate: lr, beta1, beta2, epsilon: eps })
  const method = {
    name: params.method as string,
    at: params.mixAt === 'hidden1' ? 'hidden' as const : 'input' as const,
    mixer: params.sampler === 'none'
      ? plain()
      : mixup({ alpha: entry(params, 'alpha'), pairing: pairingOf(params) })
  }
  const { mix, step } = training(net, optimiser, train, method, 0)
  const [size, steps] = [params.batchSize as number, params.steps as number]
  const [anchors, lambda, partners, uniforms] = [numbers(inputs, 'anchors'),
    ...['lambda', 'partners', 'uniforms'].map(name => numbers(decisions, name))]
  const of = (list: readonly number[], k: number): number[] =>
    list.slice(k * size, (k + 1) * size)
  const chosen = partners.length > 0 ? partners : uniforms
  const losses: number[] = []
  const [norms, found]: [number[], number[]] = [[], []]
  for (let k = 0; k < steps; k++) {
    const draws = (): ReturnType<typeof scripted> =>
      scripted(chosen.length === 0 ? {} : { lambda: lambda[k], pair: of(chosen, k) })
    const rows = Int32Array.from(of(anchors, k))
    if (uniforms.length > 0) found.push(...partnersIn(planOf(mix, train, rows, draws())))
    const loss = step(rows, draws())
    losses.push((await loss.data())[0])
    loss.dispose()
    if ((params.normSteps as number[]).includes(k + 1)) norms.push(await norm(net.variables))
  }
  const predicted = await predict(net, valid.x)
  const [own, other] = [errorsOf(predicted, valid.y), errorsOf(await predict(net, test.x), test.y)]
  optimiser.dispose()
  net.dispose()
  return {
    firstLoss: losses[0], loss: losses, weightNorm: norms, validPrediction: predicted,
    ...named('valid', own), ...named('test', other),
    ...found.length > 0 && {
      partners: { shape: [steps, size], data: found }
    }
  }
}

function planOf (
  mix: ReturnType<typeof training>['mix'], { x, y }: ReturnType<typeof splits>['train'],
  index: Int32Array, draws: ReturnType<typeof scripted>
): Plan {
  const rows = tf.zeros([index.length, x.shape[1]])
  return mix.plan({ x: rows, y: Float64Array.from(index, row => y[row]), index }, { draws })
}

function pairingOf (params: Given): ConfiguredPairing {
  if (params.sampler !== 'kernel') return fromDataset()
  const [bandwidth, kernel] = [params.bandwidth as number, params.kernel as 'gaussian']
  return cmixup({ bandwidth, kernel })
}

function named (which: string, { rmse, mape }: Errors): Record<string, number> {
  return { [`${which}Rmse`]: rmse, [`${which}Mape`]: mape }
}

/** Scaled features and raw targets of every split, targets as the training has them. */
function splits (inputs: Given) {
  const { raw, split, target } = inputs.data as
    { raw: GivenArray, split: Record<string, GivenArray>, target: number }
  const [count, width] = raw.shape
  const features = Array.from({ length: width }, (_, k) => k).filter(k => k !== target)
  const data = Float64Array.from({ length: count * features.length }, (_, k) =>
    raw.data[Math.floor(k / features.length) * width + features[k % features.length]])
  const scaled = minMaxScale({ data, shape: [count, features.length] })
    .apply({ data, shape: [count, features.length] })
  return Object.fromEntries(Object.entries(split).map(([name, { data: rows }]) => [name, {
    x: tf.tensor2d(Float32Array.from(rows.flatMap(row =>
      [...scaled.data.subarray(row * features.length, (row + 1) * features.length)])),
    [rows.length, features.length]),
    y: Float64Array.from(rows, row => name === 'train'
      ? Math.fround(raw.data[row * width + target])
      : raw.data[row * width + target])
  }])) as Record<'train' | 'valid' | 'test', { x: tf.Tensor2D, y: Float64Array }>
}

/** Kernels are written `[out, in]`. */
function layersOf (inputs: Given): LayerWeights[] {
  const { layers, weights } = inputs.model as
    { layers: Array<Record<'weight' | 'bias', string>>, weights: Record<string, GivenArray> }
  return layers.map(({ weight, bias }) => {
    const { data, shape: [out, width] } = weights[weight]
    const kernel = Float32Array.from(data, (_, k) => data[k % out * width + Math.floor(k / out)])
    return { kernel: { data: kernel, shape: [width, out] }, bias: weights[bias].data }
  })
}

async function norm (variables: readonly tf.Variable[]): Promise<number> {
  let squares = 0
  for (const variable of variables) {
    for (const each of await variable.data() as Float32Array) squares += each ** 2
  }
  return Math.sqrt(squares)
}
