import { existsSync, readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import type * as Api from '../../../core/index.js'
import type * as Image from '../../../domains/image/index.js'

/**
 * A program that imports every entry of the package, mixes and trains on two backends, and writes
 * nothing. It ends with an error if it did less than that.
 */

const root = new URL('../../../', import.meta.url)
const manifest = [new URL('package.json', root), new URL('../package.json', root)].find(existsSync)

if (manifest === undefined) throw new Error('the package has no package.json')
const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as {
  exports: Record<string, unknown>
}
const entries = Object.values(exports)
  .map(target => (Object(target) as { default?: string }).default)
  .filter(target => target?.startsWith('./dist/'))
if (entries.length < 2) throw new Error('the package has no entries')
const modules = await Promise.all(entries.map(async entry =>
  await import(new URL((entry as string).replace('./dist/', './'), root).href) as object))
const { createMixer, useBackend, mixup } = modules[0] as typeof Api
const { cutmix } = modules[1] as typeof Image

for (const backend of ['cpu', 'wasm']) {
  await useBackend(backend)
  const mix = createMixer(cutmix({ per: 'sample' }), { targets: { label: { classes: 3 } } })
  const x = tf.randomUniform<tf.Rank.R4>([6, 5, 4, 1])
  const { batch } = mix.mix({ x, label: [0, 1, 2, 0, 1, 2] })
  // What decoders hand out: making one of these by its constructor is deprecated, and says so.
  const bytes = { data: Buffer.alloc(120, 7), shape: [6, 5, 4, 1] }
  const whole = createMixer(mixup(), { domain: 'image' }).mix({ x: bytes })
  if (whole.batch.x.data.length !== 120) throw new Error('the bytes were not mixed')
  const model = layers.sequential({
    layers: [
      layers.layers.flatten({ inputShape: [5, 4, 1] }),
      layers.layers.dense({ units: 3, activation: 'softmax' })
    ]
  })
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  const loss = await model.trainOnBatch(batch.x, batch.label)
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${String(loss)}`)
}
if (process.argv[2] === 'aloud') process.emitWarning('this is heard')
