import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import {
  blendMask, mixRows, normalizeBytes, normalizeRows, pasteBoxes, pasteResized, resizeBilinear,
  rowDots, takeRows
} from '../../../core/tensor/index.js'

export type Shape = readonly [rows: number, height: number, width: number, channels: number]

/** Something to be timed. */
export interface Work {
  readonly name: string
  /** The kernels that are fused; without them tfjs' own do the work. */
  readonly kernels: readonly string[]
  /** Bytes of memory that must be read and written at least. */
  readonly bytes: number
  run (): Tensor
}

/** All work at a shape, on tensors that stay. */
export function workAt (shape: Shape): readonly Work[] {
  const [rows, height, width] = shape
  const size = shape.reduce((product, length) => product * length, 1)
  const batch = size * 4
  const x = tf.tensor4d(Float32Array.from({ length: size }, (_, i) => i % 251 / 251), [...shape])
  const partner = Int32Array.from({ length: rows }, (_, i) => (i * 7 + 3) % rows)
  const shares = Float64Array.from({ length: rows }, (_, i) => 0.3 + i / rows / 2)
  const rest = shares.map(share => 1 - share)
  const box = { start: Int32Array.of(height / 4, width / 4).map(Math.floor),
    end: Int32Array.of(height * 3 / 4, width * 3 / 4).map(Math.floor) }
  const whole = { start: Int32Array.of(0, 0), end: Int32Array.of(height, width) }
  const cells = height * width
  const levels = Uint8Array.from({ length: rows * cells }, (_, i) => i % 256)
  const host = { data: levels, of: 255, shape: [rows, height, width] }
  const mask = tf.tensor3d(Float32Array.from(levels, level => level / 255), [rows, height, width])
  const bytes = { data: Uint8Array.from({ length: size }, (_, i) => i % 251), shape }
  const colours = { mean: 0.5, std: 0.25 }
  const mixed = [{ coefficient: shares }, { rows: partner, coefficient: rest }]
  const terms = mixed.map(term => ({ x, ...term }))
  return [
    { name: 'takeRows', kernels: ['CombineRows'], bytes: 2 * batch,
      run: () => takeRows(x, partner) },
    { name: 'mixRows', kernels: ['MixRows'], bytes: 3 * batch, run: () => mixRows(terms) },
    { name: 'mixRows, forward and backward', kernels: ['MixRows'], bytes: 6 * batch,
      run: () => tf.grad(v => mixRows(mixed.map(term => ({ x: v, ...term }))))(x) },
    { name: 'pasteBoxes', kernels: ['PasteBoxes'], bytes: 2 * batch,
      run: () => pasteBoxes(x, x, { axes: 2, ...box, rows: partner }) },
    { name: 'pasteResized', kernels: ['PasteResized'], bytes: 2.75 * batch,
      run: () => pasteResized(x, x, { ...box, from: whole, resize: 'bilinear', rows: partner }) },
    { name: 'blendMask, tensor', kernels: ['BlendShares'], bytes: 3 * batch + rows * cells * 4,
      run: () => blendMask(x, x, mask, { rows: partner }) },
    { name: 'blendMask, bytes of the host', kernels: ['BlendMask'],
      bytes: 3 * batch + rows * cells, run: () => blendMask(x, x, host, { rows: partner }) },
    { name: 'normalizeBytes, mixed, from the host', kernels: ['NormalizeBytes'],
      bytes: 1.5 * batch,
      run: () => uploaded(normalizeBytes(bytes, { ...colours, terms: mixed })) },
    { name: 'resizeBilinear, to half', kernels: ['ResizeBilinear'], bytes: 1.25 * batch,
      run: () => resizeBilinear(x, [Math.ceil(height / 2), Math.ceil(width / 2)]) },
    { name: 'normalizeRows', kernels: ['NormalizeRows'], bytes: 3 * batch,
      run: () => normalizeRows(x) },
    { name: 'rowDots', kernels: ['RowDots'], bytes: 2 * batch,
      run: () => rowDots(x, x, { rows: partner }) }
  ].map(work => ({ ...work, kernels: work.kernels.map(kernel => `Remixture${kernel}`) }))
}

/** tfjs brings what the host has made to the device only once it is used there. */
function uploaded (x: Tensor): Tensor {
  const backend = tf.backend() as unknown as { uploadToGPU (dataId: object): void }
  backend.uploadToGPU(x.dataId)
  return x
}
