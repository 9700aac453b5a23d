import type { ConfiguredMixer, Facts, Registry } from '../../core/index.js'
import { Rng, live } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { fftN } from '../../core/math/index.js'
import { imageShares, unmixed } from './image-shares.js'
import { factsOf } from './law.js'

/** How pairs of pixels are analysed. */
export interface PairOptions {
  /** Height and width of an image; `[32, 32]` by default. */
  readonly frame?: readonly number[]
  /** Batches that are planned; 1000 by default. */
  readonly plans?: number
  /** Images of a batch; 2 by default. */
  readonly size?: number
  /** What the mixer must know of a batch of images, as it reads it: saliency, masks. */
  readonly signals?: (step: number) => Facts['signals']
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
 * Only the first output of every batch is looked at, so partners must be others: give `roll()` or
 * `flip()` as the pairing of a batch of two. The step before, of a mixer that shows it, is of other
 * images. Operations on colours do not change whose image a pixel shows.
 *
 * @throws OPTION for a frame or a number that is none; what the mixer throws, such as SIGNAL or
 *   POOL; PLAN for plans that the host cannot paint, whose weights it cannot tell, or in which
 *   images meet otherwise than by shares
 */
export function pixelPairs (
  mixer: ConfiguredMixer, registry: Registry, options: PairOptions = {}
): PixelPairs {
  const { frame = [32, 32], plans = 1000, size = 2, seed = 0, signals } = options
  if (frame.length !== 2 || !frame.every(side => Number.isInteger(side) && side > 0))
    throw fail('OPTION', 'pixelPairs', 'frame', 'must be [height, width]', frame)
  for (const [name, value] of Object.entries({ plans, size })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw fail('OPTION', 'pixelPairs', name, 'must be a whole number of at least 1', value)
  }
  const before = mixer.pools.includes('previous')
  const images = before ? 2 * size : size
  const pools = {
    batch: unmixed(size, frame, 0, images),
    ...before && { previous: unmixed(size, frame, size, images) }
  }
  const known = factsOf(mixer, registry, [size, ...frame, 1])
  const facts = { ...known, pools: { ...known.pools, ...before && { previous: { size } } } }
  const padded = frame.map(side => 2 * side)
  const power = new Float64Array(padded[0] * padded[1])
  let single = 0
  for (let step = 0; step < plans; step++) {
    const now = { ...facts, step, ...signals && { signals: signals(step) } }
    const plan = mixer.plan(now, live(Rng(seed).fork('mix', step)), registry.services)
    const { x, weights: [targets] } = imageShares(plan, pools, registry)
    targets.forEach((weight, image) => {
      if (weight === 0) return
      const others = Float64Array.from({ length: frame[0] * frame[1] }, (_, k) =>
        1 - x.data[images * k + image])
      single += weight * others.reduce((sum, share) => sum + share, 0)
      addPower(power, others, weight, frame, padded)
    })
  }
  // The transform of the power is what pairs at every offset sum to
  const { re: sums } = fftN(power, new Float64Array(power.length), padded, true)
  return { ...byDistance(sums.map(sum => sum / plans), frame, padded),
    first: single / plans / (frame[0] * frame[1]) }
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
