import { fail } from '../../core/errors.js'
import type { HostArray, Layer, Plan, Registry } from '../../core/index.js'
import { targetWeights } from '../../core/index.js'

/** How much every output shows of all images that there are, and has of their targets. */
export interface ImageShares {
  /** `[outputs, height, width, images]`: every image is a channel of its own. */
  readonly x: HostArray
  /** `[outputs][images]` */
  readonly weights: readonly Float64Array[]
}

/** Steps that change colours, and not whose they are. */
const coloured = ['operation', 'perturb', 'random-field', 'channels']

/** The rows of a pool, unmixed: the first of them is image `first` of so many. */
export function unmixed (
  size: number, [height, width]: readonly number[], first: number, images: number
): ImageShares {
  const each = height * width
  const data = new Float64Array(size * each * images)
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < each; k++) data[(row * each + k) * images + first + row] = 1
  }
  const weights = Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: images }, (_, image) => Number(image === first + row)))
  return { x: { data, shape: [size, height, width, images] }, weights }
}

/**
 * What a plan of images, and those that follow it, show of the images in its pools.
 *
 * @throws PLAN for pieces that show no share of an image, as where two are multiplied; and for
 *   plans that the host cannot paint, or whose weights it cannot tell
 */
export function imageShares (
  plan: Plan, pools: Readonly<Record<string, ImageShares>>, registry: Registry
): ImageShares {
  const { then, ...first } = plan
  const layers = plan.layers.map(uncoloured)
  const colours = Object.fromEntries(Object.entries(pools).map(([pool, { x }]) => [pool, x]))
  const x = registry.domain('image').paint({ ...first, layers }, colours, plan.mixer) as HostArray
  const mixed = { x, weights: weightsOf(plan, pools) }
  return then === undefined ? mixed : imageShares(then, { ...pools, batch: mixed }, registry)
}

function uncoloured (layer: Layer): Layer {
  const { view, blend } = layer
  if (typeof blend === 'object')
    throw fail('PLAN', 'blend', 'must show a share of each image to be analysed', blend)
  return view === undefined
    ? layer
    : { ...layer, view: view.filter(({ step }) => !coloured.includes(step)) }
}

function weightsOf (plan: Plan, pools: Readonly<Record<string, ImageShares>>): Float64Array[] {
  const images = pools.batch.weights[0].length
  const total = Array.from({ length: plan.size }, () => new Float64Array(images))
  targetWeights(plan).forEach((weight, l) => {
    const { outputs, source: { pool = 'batch', rows } = {} } = plan.layers[l]
    const pieces = (outputs as Int32Array | undefined)?.length ?? plan.size
    for (let piece = 0; piece < pieces; piece++) {
      const into = total[(outputs as Int32Array | undefined)?.[piece] ?? piece]
      const row = (rows as Int32Array | undefined)?.[piece] ?? piece
      const by = weight[weight.length === 1 ? 0 : piece]
      pools[pool].weights[row].forEach((share, image) => { into[image] += by * share })
    }
  })
  return total
}
