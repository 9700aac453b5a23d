import type { CheckOptions } from '../../core/index.js'
import { embedding as embeddings } from '../../domains/embedding/index.js'
import { oneOf } from './methods/aug-mix.js'
import * as bam from './methods/bam.js'
import { boxLevels, resizedCrop } from './methods/crop-mix.js'
import * as mix3d from './methods/mix-3d.js'
import { clippedAdd, clippedMultiply } from './methods/pix-mix.js'
import * as pointMixup from './methods/point-mixup.js'
import * as polarMix from './methods/polar-mix.js'
import { movePatches } from './methods/puzzle-mix.js'

type Known = NonNullable<CheckOptions['domain']>

/** What the methods may name, domain by domain, with all that they add to the closed lists. */
export const image = {
  axes: ['height', 'width'],
  steps: { 'move-patches': movePatches, 'one-of': oneOf, 'resized-crop': resizedCrop },
  blends: { 'clipped-add': clippedAdd, 'clipped-multiply': clippedMultiply },
  rules: { 'box-levels': boxLevels }
} satisfies Known
export const spectrogram: Known = { axes: ['frequency', 'time'] }
export const audio: Known = { axes: ['time'], steps: bam.steps }
export const pointcloud: Known = {
  axes: [],
  steps: { ...mix3d.steps, ...pointMixup.steps, ...polarMix.steps },
  blends: polarMix.blends
}
export const embedding: Known = embeddings
export const rows: Known = { axes: [] }
