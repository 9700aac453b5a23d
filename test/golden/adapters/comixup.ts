import type { HostArray, Mask, Plan } from '../../../core/index.js'
import { scripted } from '../../../core/index.js'
import { comixup as imageComixup } from '../../../domains/image/index.js'
import type { Adapter, GivenArray, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, floats, hostFloats, numbers, pictures } from '../given.js'

/** Co-Mixup by saliency of cells that is given, or by a labelling. */
export const comixup: Adapter = (inputs, params, decisions) => {
  const given = entry<GivenArray>(inputs, 'mask_outxHxWxin')
  const x = pictures(inputs).x
  const [size, height = 1, width = 1] = x.shape
  const saliency = entry<GivenArray>(inputs, 'saliencyNormalised')
  const compatibility = entry<GivenArray>(inputs, 'compatA')
  const labelling = given && halvesOf(given)
  const { plan, mixed } = carryOut({
    mixer: imageComixup({
      ...saliency && { blocks: saliency.shape[1] }, beta: entry(params, 'beta'),
      gamma: entry(params, 'gamma'), eta: entry(params, 'eta'), threshold: entry(params, 'tau'),
      kind: entry(params, 'thresType'), iterations: entry(params, 'niter'),
      resolve: entry(params, 'setResolve'), omega: 1
    }),
    draws: scripted({
      prior: numbers(decisions, 'dirichlet'), label: numbers(decisions, 'initialLabels')
    }),
    batch: { x, label: floats(array(inputs, 'targets')) },
    signals: {
      saliency: () => saliency === undefined
        ? { data: new Float32Array(size * height * width), shape: [size, height, width] }
        : stretched(saliency, height, width),
      ...compatibility && { compatibility: () => hostFloats(compatibility) },
      ...labelling && { labelling: () => labelling }
    }
  })
  const [rows, columns] = (plan.layers[0].where as Mask).grid
  return { mask_outxHxWxin: sharesIn(plan, rows, columns), images: mixed.x, targets: mixed.label }
}

/** Every cell as so many pixels. */
function stretched (
  { data, shape: [rows, down, across] }: GivenArray, height: number, width: number
): HostArray<Float32Array> {
  return {
    shape: [rows, height, width],
    data: Float32Array.from({ length: rows * height * width }, (_, k) => {
      const [row, y, x] = [Math.floor(k / (height * width)), Math.floor(k / width) % height,
        k % width]
      return data[(row * down + Math.floor(y * down / height)) * across +
        Math.floor(x * across / width)]
    })
  }
}

/** Shares `[outputs, height, width, images]` as halves `[outputs, images, height, width]`. */
function halvesOf (
  { data, shape: [outputs, height, width, images] }: GivenArray
): HostArray<Uint8Array> {
  const cells = height * width
  return {
    shape: [outputs, images, height, width],
    data: Uint8Array.from({ length: data.length }, (_, k) => {
      const [pair, cell] = [Math.floor(k / cells), k % cells]
      return 2 * data[(Math.floor(pair / images) * cells + cell) * images + pair % images]
    })
  }
}

/** What every cell of every output shows of every image, `[outputs, height, width, images]`. */
function sharesIn (plan: Plan, rows: number, columns: number): Outputs['shares'] {
  const [{ source, outputs, where }] = plan.layers
  const levels = (where as Mask).levels as Uint8Array
  const cells = rows * columns
  const data = new Float32Array(plan.size * cells * plan.size)
  const images = source?.rows as Int32Array
  const shown = outputs as Int32Array
  images.forEach((image, piece) => {
    for (let cell = 0; cell < cells; cell++) {
      data[(shown[piece] * cells + cell) * plan.size + image] = levels[piece * cells + cell] / 2
    }
  })
  return { data, shape: [plan.size, rows, columns, plan.size] }
}
