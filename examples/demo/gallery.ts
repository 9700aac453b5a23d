import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { MixerDescription, Plan, Registry } from '../../core/index.js'
import { freeze } from '../../core/index.js'
import type { Photo } from './photos.js'
import { batchOf, embedded, picture, pixelsOf } from './photos.js'
import type { Seen } from '../../plugins/report/index.js'
import { piecesOf } from '../../plugins/report/index.js'
import type { Variant } from './variants.js'
import { variantsOf } from './variants.js'

/** What one mixer makes of the photos. */
export interface Shown {
  readonly name: string
  readonly description: MixerDescription
  /** What it needs that photos alone do not give; then it has no mixes. */
  readonly needs: readonly string[]
  readonly mixes: readonly ShownMix[]
}

export interface ShownMix {
  readonly variant: Variant
  readonly plan: Plan
  readonly outputs: readonly Output[]
}

/** One mixed picture. */
export interface Output {
  /** The address of the picture. */
  readonly image: string
  /** The pieces it is painted from. */
  readonly seen: readonly Seen[]
  /** Its label: the share of every photo. */
  readonly label: readonly number[]
}

/** The same for every mixer, so that pictures differ by their laws and not by their luck. */
const seed = 7

/** Mixes photos with every image mixer of a registry, and writes the pictures to a folder. */
export async function showMixers (
  registry: Registry, photos: readonly Photo[], folder: string
): Promise<Shown[]> {
  await mkdir(folder, { recursive: true })
  const shown: Shown[] = []
  for (const { name, part } of registry.list('mixer', { domain: 'image' })) {
    const description = part.description as MixerDescription
    const needs = [...description.signals ?? [], ...description.pools ?? [],
      // It compares all places with all others, of which photos have too many
      ...description.onTensors === true ? ['feature maps'] : []]
    const mixes: ShownMix[] = []
    for (const variant of needs.length > 0 ? [] : variantsOf(name)) {
      const first = mixes.reduce((count, { outputs }) => count + outputs.length, 1)
      mixes.push(await showMix(registry, name, variant, photos, index =>
        path.join(folder, `${description.name}-${first + index}.png`)))
    }
    shown.push({ name, description, needs, mixes })
  }
  return shown
}

/** Every photo is a class of its own, so that a label says how much it holds of every photo. */
async function showMix (
  registry: Registry, name: string, variant: Variant, photos: readonly Photo[],
  file: (index: number) => string
): Promise<ShownMix> {
  const classes = photos.length
  const mix = registry.create(name, variant.options, { seed, targets: { label: { classes } } })
  const x = batchOf(photos)
  const { batch, plan } = mix.mix({ x, label: Int32Array.from(photos, (_, i) => i) })
  const data = await freeze(plan)
  const seen = data.then === undefined ? piecesOf(data) : []
  const [pixels, labels] = await Promise.all([pixelsOf(batch.x), batch.label.data<'float32'>()])
  tf.dispose([x, batch.x, batch.label])
  const outputs = pixels.map(async (bytes, i): Promise<Output> => {
    await picture(bytes).png().toFile(file(i))
    const label = [...labels.subarray(i * classes, (i + 1) * classes)]
    return { image: await embedded(bytes), seen: seen[i] ?? [], label }
  })
  return { variant, plan: data, outputs: await Promise.all(outputs) }
}
