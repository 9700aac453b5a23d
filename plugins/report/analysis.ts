import type { ConfiguredMixer, HostArray, Plan, Registry } from '../../core/index.js'
import { Rng, live, targetWeights } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { fftN } from '../../core/math/index.js'
import { factsOf } from './law.js'

/** How pairs of pixels are analysed. */
export interface PairOptions {
  /** Height and width of an image; `[32, 32]` by default. */
  readonly frame?: readonly number[]
  /** Batches that are planned; 1000 by default. */
  readonly plans?: number
  readonly seed?: number
}

/** How strongly a mixer regularises the gradients of pairs of pixels, by their distance. */
export interface PixelPairs {
  /** In pixels, 0 … : pairs are counted at the nearest whole distance. */
  readonly distances: readonly number[]
  /** The mean weight of the pairs at every distance. */
  readonly weights: readonly number[]
  /** The mean weight of single pixels, first order. */
  readonly first: number
}

/**
 * The weights by which training with a mixer regularises a model, computed from its plans.
 *
 * Park et al., "A unified analysis of mixed sample data augmentation", NeurIPS 2022,
 * arXiv:2208.09913, theorem 1: to second order the mixed loss is the plain one plus a penalty on
 * products of the gradients of pixels j and k, weighed by E[(1 - M_j)(1 - M_k)], where M says how
 * much of the image whose target is asked for a pixel shows. Each image of a mix is that one by the
 * share that it has in the target (the paper writes this as a mixture of two beta laws). mixup
 * weighs all pairs alike; CutMix weighs near ones more and far ones less; HMix and GMix lie
 * between.
 *
 * Only the first output of every batch of two is looked at, so partners must be others: give
 * `roll()` or `flip()` as its pairing.
 *
 * @throws OPTION for a frame that is none; what the mixer throws, such as SIGNAL or POOL; PLAN for
 *   plans that the host cannot paint, or whose weights it cannot tell
 */
export function pixelPairs (
  mixer: ConfiguredMixer, registry: Registry, options: PairOptions = {}
): PixelPairs {
  const { frame = [32, 32], plans = 1000, seed = 0 } = options
  if (frame.length !== 2 || !frame.every(side => Number.isInteger(side) && side > 0))
    throw fail('OPTION', 'pixelPairs', 'frame', 'must be [height, width]', frame)
  const facts = factsOf(mixer, registry, [2, ...frame, 1])
  const padded = frame.map(side => 2 * side)
  const power = new Float64Array(padded[0] * padded[1])
  let single = 0
  for (let step = 0; step < plans; step++) {
    const plan = mixer.plan(
      { ...facts, step }, live(Rng(seed).fork('mix', step)), registry.services)
    for (const { weight, others } of imagesOf(plan, registry, frame)) {
      single += weight * others.reduce((sum, share) => sum + share, 0)
      addPower(power, others, weight, frame, padded)
    }
  }
  // The transform of the power is what pairs at every offset sum to
  const { re: sums } = fftN(power, new Float64Array(power.length), padded, true)
  return { ...byDistance(sums.map(sum => sum / plans), frame, padded),
    first: single / plans / (frame[0] * frame[1]) }
}

/** Of the images in the first output: their target, and how much of others every pixel shows. */
function imagesOf (
  plan: Plan, registry: Registry, [height, width]: readonly number[]
): Array<{ weight: number, others: Float64Array }> {
  if (plan.then !== undefined)
    throw fail('PLAN', 'then', 'must be absent: what one plan shows is analysed', plan.then)
  // Every image is one colour of its own
  const shape = [2, height, width, 2]
  const data = new Float64Array(2 * height * width * 2)
  for (let k = 0; k < height * width; k++) {
    data[2 * k] = 1
    data[2 * (height * width + k) + 1] = 1
  }
  const domain = registry.domain('image')
  const x: HostArray = { data, shape }
  const painted = domain.paint(plan, { batch: x }, plan.mixer) as HostArray
  const weights = weightsOf(plan)
  return weights.map((weight, row) => ({
    weight,
    others: Float64Array.from({ length: height * width }, (_, k) => 1 - painted.data[2 * k + row])
  })).filter(({ weight }) => weight !== 0)
}

/** The target of the first output: how much of it is that of either row. */
function weightsOf (plan: Plan): number[] {
  const total = [0, 0]
  targetWeights(plan).forEach((weight, l) => {
    const { outputs, source } = plan.layers[l]
    const entry = outputs === undefined ? 0 : (outputs as Int32Array).indexOf(0)
    if (entry < 0) return
    const row = source?.rows === undefined ? 0 : (source.rows as Int32Array)[entry]
    total[row] += weight[weight.length === 1 ? 0 : entry]
  })
  return total
}

function addPower (
  power: Float64Array, others: Float64Array, weight: number, [height, width]: readonly number[],
  padded: readonly number[]
): void {
  const wide = new Float64Array(power.length)
  for (let y = 0; y < height; y++)
    wide.set(others.subarray(y * width, (y + 1) * width), y * padded[1])
  const { re, im } = fftN(wide, new Float64Array(wide.length), padded)
  for (let k = 0; k < power.length; k++) power[k] += weight * (re[k] ** 2 + im[k] ** 2)
}

function byDistance (
  sums: Float64Array, [height, width]: readonly number[], padded: readonly number[]
): Pick<PixelPairs, 'distances' | 'weights'> {
  const most = Math.round(Math.hypot(height - 1, width - 1))
  const [total, pairs] = [new Float64Array(most + 1), new Float64Array(most + 1)]
  for (let dy = 1 - height; dy < height; dy++) {
    for (let dx = 1 - width; dx < width; dx++) {
      const distance = Math.round(Math.hypot(dy, dx))
      const at = (dy + padded[0]) % padded[0] * padded[1] + (dx + padded[1]) % padded[1]
      total[distance] += sums[at]
      pairs[distance] += (height - Math.abs(dy)) * (width - Math.abs(dx))
    }
  }
  const distances = Array.from(total.keys()).filter(distance => pairs[distance] > 0)
  return { distances, weights: distances.map(distance => total[distance] / pairs[distance]) }
}
