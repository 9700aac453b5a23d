import * as tf from '@tensorflow/tfjs-core'
import type { Batch } from '../../../core/index.js'
import { RemixtureError } from '../../../core/index.js'
import { CLASSES, classIndices, images, maskIds } from '../batches.js'
import { property } from '../property.js'
import type { Tried } from '../property.js'
import { carries, mixOf, readsPrevious, trials } from '../trials.js'

/**
 * A mix adds the tensors of its batch and no other, but for the one batch that is kept for the next
 * step; a batch that is refused leaves none.
 */
export const noLeak = property(function * (entry, options) {
  const targets = { label: { classes: CLASSES } }
  const keeps = readsPrevious(entry, options)
  for (const { title, mix, step, shape, x, plan } of trials(entry, options, { targets })) {
    const label = classIndices(shape.size)
    if (step === 0 && keeps) tf.dispose(tensorsIn(mix.mix({ x, label })))
    const before = tf.memory()
    const mixed = mix.mix({ x, label })
    if (tf.memory().numTensors !== before.numTensors + 2) yield `leaks when it mixes, at ${title}`
    tf.dispose(tensorsIn(mixed))
    tf.dispose(mix.apply({ x, label }, plan))
    const after = tf.memory()
    if (after.numTensors !== before.numTensors) yield `leaks when it applies, at ${title}`
    // A batch that is kept may share its buffer with what it was made from
    if (!keeps && after.numDataBuffers !== before.numDataBuffers) yield `leaks buffers at ${title}`
  }
  const good = images({ size: 4, height: 6, width: 8, channels: 3 })
  for (const [what, bad] of badBatches(good)) {
    if (!concerns(entry, options, what, bad)) continue
    const mix = mixOf(entry, options, {
      targets: Object.fromEntries(Object.keys(Object(bad) as object)
        .filter(name => name !== 'x' && name !== 'caption')
        .map(name => [name, name === 'label' ? { classes: CLASSES } : {}]))
    })
    const before = tf.memory().numTensors
    const complaint = complaintOf(() => mix.mix(bad as Batch))
    if (complaint !== undefined) yield `${what}: ${complaint}`
    if (tf.memory().numTensors !== before) yield `${what}: leaks when it is refused`
  }
  const mix = mixOf(entry, options)
  const plan = mix.plan({ x: good })
  const before = tf.memory().numTensors
  const other = { x: tf.zeros([1, 6, 8, 3]) }
  const complaint = complaintOf(() => mix.apply(other, { ...plan, frame: [6, -1] }))
  if (complaint !== undefined) yield `a plan that is not sound: ${complaint}`
  if (tf.memory().numTensors !== before + 1) yield 'a plan that is not sound: leaks'
})

function tensorsIn ({ batch }: { batch: { x: unknown, label: unknown } }): tf.Tensor[] {
  return [batch.x, batch.label] as tf.Tensor[]
}

/**
 * Whether a domain knows the targets of a bad batch, and has its rank for a mistake: spectrograms
 * of one channel have rank 3.
 */
function concerns (entry: Tried, options: unknown, what: string, bad: unknown): boolean {
  const targets = Object.keys(Object(bad) as object).filter(name => name !== 'x')
  return targets.every(name => name === 'caption' || carries(entry, name, options)) &&
    (what !== 'x of rank 3' || (carries(entry, 'mask') && entry.domain !== 'spectrogram'))
}

/** Nothing if a call is refused as it should be. */
function complaintOf (call: () => unknown): string | undefined {
  try {
    call()
    return 'is not refused'
  } catch (error) {
    return error instanceof RemixtureError ? undefined : `is refused by ${String(error)}`
  }
}

/** Batches that must be refused, with the rest of them in order. */
function badBatches (x: tf.Tensor4D): Array<readonly [what: string, batch: unknown]> {
  const label = [0, 1, 2, 3]
  const annotation = { boxes: [[0, 0, 2, 2]], classes: [1] }
  const gone = tf.clone(x)
  gone.dispose()
  return [
    ['no batch', undefined],
    ['a batch without x', { label }],
    ['x that is disposed', { x: gone }],
    ['x of rank 3', { x: tf.zeros([4, 6, 8]) }],
    ['x of whole numbers', { x: tf.cast(x, 'int32') }],
    ['x without rows', { x: tf.zeros([0, 6, 8, 3]) }],
    ['x on the host that is too short', { x: { data: new Uint8Array(5), shape: [4, 6, 8, 3] } }],
    ['a label too few', { x, label: [0, 1, 2] }],
    ['a label tensor too long', { x, label: tf.zeros([5, CLASSES]) }],
    ['a class that is none', { x, label: [0, 1, 2, CLASSES] }],
    ['a label that is no number', { x, label: [0, 1, NaN, 2] }],
    ['soft labels of another width', { x, label: tf.zeros([4, CLASSES + 1]) }],
    ['a mask of another size', { x, label, mask: tf.zeros([4, 6, 7], 'int32') }],
    ['a mask of another batch', { x, label, mask: { data: maskIds({
      size: 3, height: 6, width: 8, channels: 1
    }), shape: [3, 6, 8] } }],
    ['annotations of another batch', { x, label, boxes: [annotation] }],
    ['an annotation inside out', { x, label, boxes: [annotation, annotation, annotation,
      { boxes: [[2, 2, 1, 3]], classes: [1] }] }],
    ['a target without a rule', { x, label, caption: ['a', 'b', 'c', 'd'] }]
  ]
}
