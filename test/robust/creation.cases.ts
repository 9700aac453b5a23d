import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ErrorCode, MixOptions } from '../../core/index.js'
import { createMixer, createRegistry, mixup, previous, token } from '../../core/index.js'
import { cutmix, imageDomain } from '../../domains/image/index.js'
import '../../domains/audio/index.js'
import '../../domains/pointcloud/index.js'
import { onCpu } from '../on-cpu.js'
import { images, release } from './support/batches.js'
import { fromBank, fromDataset, salient } from './support/mixers.js'
import { refuses, thrownNow } from './support/refuses.js'

/** What createMixer can tell without a batch, and what goes wrong with what it is given to call. */

const seed = 'cutmix: "seed" must be a whole number of at most 53 bits, got'
const targets =
  'cutmix: "targets" must be a list of different names, or an object of settings by name, got'
const label = 'cutmix: target "label":'
const names = 'boxes, label, mask, y'
const list = `known: ${names}`

const refused: ReadonlyArray<readonly [options: unknown, code: ErrorCode, says: string]> = [
  [null, 'OPTION', 'cutmix: "options" must be an object, got null'],
  ['seed', 'OPTION', 'cutmix: "options" must be an object, got "seed"'],
  [{ seed: 0.5 }, 'OPTION', `${seed} 0.5`],
  [{ seed: 2 ** 53 }, 'OPTION', `${seed} 9007199254740992`],
  [{ seed: NaN }, 'OPTION', `${seed} NaN`],
  [{ seed: '7' }, 'OPTION', `${seed} "7"`],
  [{ seed: 7n }, 'OPTION', `${seed} 7`],
  [{ targets: 'label' }, 'OPTION', `${targets} "label"`],
  [{ targets: null }, 'OPTION', `${targets} null`],
  [{ targets: ['label', 'label'] }, 'OPTION', `${targets} ["label", "label"]`],
  [{ targets: [Symbol('label')] }, 'OPTION', `${targets} [Symbol(label)]`],
  [{ targets: Object.assign(['label'], { length: 2 }) }, 'OPTION',
    `${targets} ["label", undefined]`],
  [{ targets: ['caption'] }, 'UNKNOWN_TARGET', `cutmix: no rule for target "caption"; ${list}`],
  [{ targets: ['lable'] }, 'UNKNOWN_TARGET', `cutmix: no rule for target "lable"; ${list}`],
  [{ targets: ['labels'] }, 'UNKNOWN_TARGET',
    `cutmix: no rule for target "labels". Did you mean "label"? Known: ${names}`],
  [{ targets: ['__proto__'] }, 'UNKNOWN_TARGET', `cutmix: no rule for target "__proto__"; ${list}`],
  [{ targets: ['toString'] }, 'UNKNOWN_TARGET', `cutmix: no rule for target "toString"; ${list}`],
  [{ targets: JSON.parse('{ "__proto__": {} }') }, 'UNKNOWN_TARGET',
    `cutmix: no rule for target "__proto__"; ${list}`],
  [{ targets: ['x'] }, 'OPTION',
    'cutmix: "targets" must not have "x", which is what targets follow, got "x"'],
  [{ targets: { label: null } }, 'OPTION', `${label} "options" must be an object, got null`],
  [{ targets: { label: { classes: 0 } } }, 'OPTION',
    `${label} "classes" must be a whole number of at least 1, got 0`],
  [{ targets: { label: { classes: 2.5 } } }, 'OPTION',
    `${label} "classes" must be a whole number of at least 1, got 2.5`],
  [{ targets: { label: { kind: 'caption' } } }, 'UNKNOWN_TARGET',
    `cutmix: no rule for target "caption"; ${list}`],
  [{ targets: { label: { smoothing: 0.1 } } }, 'OPTION',
    `${label} "smoothing" must be an object, got 0.1`],
  [{ targets: { label: { smoothing: { kind: 'uniform', amount: 1.5 } } } }, 'OPTION',
    `${label} "smoothing.amount" must be at most 1, got 1.5`],
  [{ targets: { label: { smoothing: { kind: 'uniform', amount: 0.1, of: 1 } } } }, 'UNKNOWN_OPTION',
    `${label} "smoothing": unknown option "of"; known: amount, kind`],
  [{ targets: { boxes: { minimumVisible: -0.1 } } }, 'OPTION',
    'cutmix: target "boxes": "minimumVisible" must be at least 0, got -0.1'],
  [{ domain: 'audio' }, 'OPTION',
    'cutmix: "domain" must be "image", the domain of the mixer, got "audio"'],
  [{ domain: Symbol('image') }, 'OPTION',
    'cutmix: "domain" must be "image", the domain of the mixer, got Symbol(image)'],
  [{ pools: null }, 'OPTION', 'cutmix: "pools" must be an object, got null'],
  [{ pools: [] }, 'OPTION', 'cutmix: "pools" must be an object, got []'],
  [{ pools: { dataset: 5 } }, 'INPUT', 'cutmix: "pools.dataset" must be an object with "x", got 5'],
  [{ pools: { batch: { x: 1 } } }, 'OPTION',
    'cutmix: "pools.batch" must not be given: the run fills it itself, as it does batch, ' +
      'previous, reservoir, got an object with x'],
  [{ signals: null }, 'OPTION', 'cutmix: "signals" must be an object, got null'],
  [{ signals: { saliency: 0.5 } }, 'OPTION',
    'cutmix: "signals.saliency" must be a function of the batch, got 0.5'],
  [{ registry: {} }, 'OPTION',
    'cutmix: "registry" must be made by createRegistry(), got an object with no keys'],
  [{ registry: null }, 'OPTION', 'cutmix: "registry" must be made by createRegistry(), got null'],
  [{ registry: createRegistry() }, 'UNKNOWN_NAME', 'no domain named "image"; none are known']
]

refused.forEach(([options, code, says], i) => {
  onCpu(`wrong options ${i + 1}: ${says}`, async t => {
    await refuses(t, () => createMixer(cutmix(), options as MixOptions), code, says)
  })
})

onCpu('a mixer for any domain takes one that there is', async t => {
  t.is(createMixer(mixup(), { domain: 'image' }).domain, 'image')
  t.is(createMixer(mixup()).domain, 'any')
  await refuses(t, () => createMixer(mixup(), { domain: 'video' }), 'UNKNOWN_NAME',
    'no domain named "video"; known: audio, image, pointcloud, spectrogram')
  await refuses(t, () => createMixer(mixup(), { domain: 5 as never }), 'OPTION',
    'mixup: "domain" must be the name of a domain, got 5')
})

onCpu(
  'a pool and a signal that a mixer cannot do without are missed at creation', async t => {
    await refuses(t, () => createMixer(fromBank()), 'POOL',
      'from-bank: needs the pool "bank"; none are known')
    await refuses(t, () => createMixer(fromBank(), { pools: { other: { x: 1 } } }), 'POOL',
      'from-bank: needs the pool "bank"; known: other')
    await refuses(t, () => createMixer(salient()), 'SIGNAL',
      'salient: needs the signal "saliency"; give a function: signals: { saliency: batch => … }; ' +
        'there are fineGrainedSaliency, spectralResidualSaliency, gradientSaliency(model)')
    t.is(thrownNow(() => createMixer(mixup({ pairing: previous() }))), undefined)
  })

onCpu('the data set is missed by the first plan: batches() may bring it', async t => {
  const mix = createMixer(fromDataset())
  await refuses(t, withBatch(batch => mix.mix(batch)), 'POOL',
    'from-dataset: needs the pool "dataset"; known: batch')
})

const withBatch = (act: (batch: Batch) => unknown) => () => {
  const batch = { x: images() }
  try {
    return act(batch)
  } finally {
    release(batch)
  }
}

onCpu('a promise that was not announced is refused, its rejection nobody\'s', async t => {
  const says = 'salient: needs the signal "saliency"; it is a promise: mark it by ' +
    'asynchronous()'
  for (const saliency of [(): unknown => Promise.resolve(0.5),
    (): unknown => Promise.reject(new Error('later')), () => ({ then: () => 0 })]) {
    const mix = createMixer(salient(), { signals: { saliency } })
    await refuses(t, withBatch(batch => mix.mix(batch)), 'SIGNAL', says)
  }
})

onCpu('a signal that is nothing, or no number, is refused where it is used', async t => {
  const nothing = createMixer(salient(), { signals: { saliency: () => undefined } })
  await refuses(t, withBatch(batch => nothing.mix(batch)), 'SIGNAL',
    'salient: needs the signal "saliency"; give it in "signals"')
  const text = createMixer(salient(), { signals: { saliency: () => 'high' } })
  await refuses(t, withBatch(batch => text.mix(batch)), 'PLAN',
    'plan: layers[1].coefficient must be a finite number, a Float64Array of such or a rule, got ' +
      '"high"')
})

onCpu(
  'a signal is not asked about a batch that is refused, nor where nothing is mixed', t => {
    let asked = 0
    const saliency = (): number => { asked++; return 0.5 }
    const mix = createMixer(salient(), { signals: { saliency } })
    t.truthy(thrownNow(() => mix.mix({ x: 5 })))
    t.is(asked, 0)
    withBatch(batch => { release(mix.mix(batch, { training: false }).batch) })()
    t.is(asked, 0)
    withBatch(batch => { release(mix.mix(batch).batch) })()
    t.is(asked, 1)
  })

onCpu('an error of a signal or a pool is handed on as it is, and the mixer goes on', t => {
  const own = new Error('the model is busy')
  let fails = true
  const give = <T>(value: T) => (): T => {
    if (fails) throw own
    return value
  }
  const pool = { x: images(3, 5) }
  const mixers = [
    createMixer(salient(), { signals: { saliency: give(0.25) } }),
    createMixer(fromDataset(), { pools: { dataset: give(pool) } })
  ]
  for (const mix of mixers) {
    const before = tf.memory().numTensors
    fails = true
    t.is(thrownNow(withBatch(batch => mix.mix(batch))), own)
    t.is(tf.memory().numTensors, before)
    fails = false
    withBatch(batch => { release(mix.mix(batch).batch) })()
    t.is(tf.memory().numTensors, before)
  }
  release(pool)
})

onCpu('a pool is read once a mix, and must have rows like those of the batch', async t => {
  let given: unknown
  let read = 0
  const dataset = (): Batch => { read++; return given as Batch }
  const mix = createMixer(fromDataset(), { pools: { dataset } })
  const pool = { x: images(3, 5) }
  given = pool
  withBatch(batch => { release(mix.mix(batch).batch) })()
  t.is(read, 1)
  release(pool)
  given = 5
  await refuses(t, withBatch(batch => mix.mix(batch)), 'INPUT',
    'from-dataset: "pools.dataset" must be an object with "x", got 5')
  const small = { x: images(3, 5, 4, 4) }
  given = small
  await refuses(t, withBatch(batch => mix.mix(batch)), 'TENSOR',
    'mixRows: "terms[1].x" must hold rows of float32 shape [9, 7, 3], got float32 shape [3, 4, ' +
      '4, 3]')
  release(small)
  const empty = { x: tf.zeros([0, 9, 7, 3]) }
  given = empty
  await refuses(t, withBatch(batch => mix.mix(batch)), 'EMPTY_BATCH',
    'from-dataset: "x" has no rows; a batch needs at least one')
  release(empty)
})

onCpu('a pool without the targets of the batch is refused by name', async t => {
  const pool = { x: images(3, 5) }
  const targets = { label: { classes: 5 } }
  const mix = createMixer(fromDataset(), { pools: { dataset: pool }, targets })
  const label = [0, 1, 2, 3, 4, 0, 1, 2]
  await refuses(t, withBatch(batch => mix.mix({ ...batch, label })), 'TARGET',
    'from-dataset: target "label" is missing from the pool "dataset", which has ["x"]')
  release(pool)
})

onCpu('a registry that was used is closed', async t => {
  const registry = createRegistry(imageDomain)
  const CLOCK = token<number>('clock')
  createMixer(cutmix(), { registry })
  await refuses(t, () => registry.load({ name: 'late' }), 'FROZEN',
    'registry: loading the plugin "late" must happen before the first use; make a new one instead')
  await refuses(t, () => registry.bind(CLOCK, 1), 'FROZEN',
    'registry: binding the service "clock" must happen before the first use; make a new one ' +
      'instead')
  t.true(Object.isFrozen(registry))
})
