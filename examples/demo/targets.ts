import * as tf from '@tensorflow/tfjs-core'
import type { Annotations, Plan } from '../../core/index.js'
import { createMixer } from '../../core/index.js'
import { cutmix } from '../../domains/image/index.js'
import type { Photo } from './photos.js'
import { batchOf, pixelsOf, size } from './photos.js'

/** One picture with its segmentation mask, drawn, and its annotation boxes. */
export interface Scene {
  readonly name: string
  readonly pixels: Uint8ClampedArray
  readonly mask: Uint8ClampedArray
  readonly annotations: Annotations
}

/** Scenes before and after a mix, and the one plan that all of it followed. */
export interface Carried {
  readonly plan: Plan
  readonly before: readonly Scene[]
  readonly after: readonly Scene[]
}

/** What is in the photos, boxed by hand: `[top, left, bottom, right]` in pixels of `size`. */
const subjects: Readonly<Record<string, readonly number[]>> = {
  astronaut: [4, 74, 122, 168],
  chelsea: [12, 44, 148, 196],
  coffee: [18, 40, 142, 206],
  rocket: [40, 106, 152, 132]
}

/** How bright a pixel of the second class is at least; a stand-in for a segmentation. */
const threshold = 110
const colours = [[38, 70, 83], [233, 196, 106]] as const

/** Mixes the photos with a subject, their masks and their boxes by one CutMix plan. */
export async function carryTargets (photos: readonly Photo[]): Promise<Carried> {
  const chosen = photos.filter(({ name }) => name in subjects)
  const names = chosen.map(({ name }) => name)
  const boxes = names.map((name, i): Annotations => ({ boxes: [subjects[name]], classes: [i] }))
  const x = batchOf(chosen)
  const mask = masksOf(x)
  const mix = createMixer(cutmix({ per: 'sample' }), { seed: 24, targets: ['mask', 'boxes'] })
  const { batch, plan } = mix.mix({ x, mask, boxes })
  const before = await scenes(names, x, mask, boxes)
  const after = await scenes(names, batch.x, batch.mask, batch.boxes)
  tf.dispose([x, mask, batch.x, batch.mask])
  return { plan, before, after }
}

/** Class ids, int32 `[rows, height, width]`: 1 where a picture is bright. */
function masksOf (x: tf.Tensor4D): tf.Tensor3D {
  return tf.tidy(() => tf.cast(tf.greater(tf.mean(x, 3), threshold), 'int32'))
}

async function scenes (
  names: readonly string[], x: tf.Tensor4D, mask: tf.Tensor, boxes: readonly Annotations[]
): Promise<Scene[]> {
  const pixels = await pixelsOf(x)
  const ids = await mask.data<'int32'>()
  const cells = size.height * size.width
  return names.map((name, i) => ({
    name,
    pixels: pixels[i],
    mask: Uint8ClampedArray.from([...ids.subarray(i * cells, (i + 1) * cells)]
      .flatMap(id => colours[id])),
    annotations: boxes[i]
  }))
}
