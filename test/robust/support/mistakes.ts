import * as tf from '@tensorflow/tfjs-core'
import type { Batch, Mix } from '../../../core/index.js'
import { createMixer } from '../../../core/index.js'
import { cutmix, mixup } from '../../../domains/image/index.js'
import { annotated, images, labels, masks, softLabels } from './batches.js'
import { breaker, breakingRegistry, fromDataset } from './mixers.js'

/** A call that must throw. What it makes for that, it disposes. */
export type Mistake = (good: Batch) => void

const targets = { label: { classes: 5 } }
const mix = createMixer(cutmix({ per: 'sample' }), { targets })
const any = createMixer(cutmix())
const whole = createMixer(mixup())
const broken = createMixer(breaker(), { registry: breakingRegistry })

const given = (to: Mix, batch: Batch): void => {
  try {
    to.mix(batch)
  } finally {
    tf.dispose(Object.values(batch).filter(value => value instanceof tf.Tensor))
  }
}

/** Every way of being wrong, some of them found before anything is made, some in the middle. */
export const mistakes: Readonly<Record<string, Mistake>> = {
  'a bad label': () => { given(mix, { x: images(), label: [...labels(7), 9] }) },
  'a wrong rank': () => { given(any, { x: tf.zeros([8, 9, 7]) }) },
  'a wrong dtype': () => { given(any, { x: tf.zeros([8, 9, 7, 3], 'int32') }) },
  'a plan of another size': ({ x }) => {
    const twenty = { x: images(20) }
    const made = any.plan(twenty)
    tf.dispose(twenty.x)
    any.apply({ x }, made)
  },
  'a step that throws inside painting': ({ x }) => { broken.mix({ x }) },
  'a disposed tensor': () => {
    const x = images()
    x.dispose()
    any.mix({ x })
  },
  'a target that is missing': ({ x }) => { mix.mix({ x }) },
  'class ids that would be blended': () => {
    given(whole, { label: softLabels(), mask: masks(), x: images() })
  },
  'soft labels of another size, after a mask': ({ x, mask }) => {
    any.mix({ x, mask, label: [[1]] })
  },
  'a box upside down, after a label': ({ x, label }) => {
    const boxes = annotated().map(() => ({ boxes: [[3, 3, 1, 1]], classes: [1] }))
    any.mix({ x, label, boxes })
  },
  'a pool whose rows are smaller': ({ x, label }) => {
    const pool = { x: images(4, 1, 5, 5), label: softLabels(4) }
    try {
      createMixer(fromDataset(), { pools: { dataset: pool } }).mix({ x, label })
    } finally {
      tf.dispose([pool.x, pool.label])
    }
  },
  'λ that is not a number': ({ x, label }) => {
    const made = whole.plan({ x, label })
    const layers = made.layers.map(layer => ({ ...layer, coefficient: NaN }))
    whole.apply({ x, label }, { ...made, layers })
  },
  'a chain that breaks at its end': ({ x, label }) => {
    const made = whole.plan({ x, label })
    whole.apply({ x, label }, { ...made, then: { ...made, size: 9 } })
  },
  'a region outside of the image': ({ x }) => {
    const made = mix.plan({ x, label: labels() })
    mix.apply({ x, label: labels() }, { ...made, frame: [2, 2] })
  }
}
