import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Facts, Plan, Script } from '../../core/index.js'
import { defaultRegistry, scripted, times, useBackend, visibleOn } from '../../core/index.js'
import { image } from './domains.js'
import { factsOf } from './facts.js'
import adautomix from './fixtures/adautomix.json' with { type: 'json' }
import comixup from './fixtures/comixup.json' with { type: 'json' }
import puzzlemix from './fixtures/puzzlemix.json' with { type: 'json' }
import recursivemix from './fixtures/recursivemix.json' with { type: 'json' }
import snapmix from './fixtures/snapmix.json' with { type: 'json' }
import transmix from './fixtures/transmix.json' with { type: 'json' }
import { adAutoMix } from './methods/ad-auto-mix.js'
import { coMixup } from './methods/co-mixup.js'
import { puzzleMix } from './methods/puzzle-mix.js'
import { recursiveMix } from './methods/recursive-mix.js'
import { snapMix } from './methods/snap-mix.js'
import { transMix } from './methods/trans-mix.js'
import { entry, mixLabels, near, paint, paintLive, rowsOf } from './rows.js'
import type { Rows } from './rows.js'

const TOLERANCE = 1e-5

test.before(async () => { await useBackend('cpu') })

interface Recorded { readonly shape: readonly number[], readonly data: readonly number[] }

function rows ({ shape, data }: Recorded): Rows {
  return { shape, data: Float32Array.from(data) }
}

/** The plan that a mixer makes of the decisions of a reference, all of which it must ask for. */
function planOf<Live> (
  mixer: ConfiguredMixer<Live>, images: Recorded, draws: Script, parts: Partial<Facts> = {}
): Plan {
  const [size, height, width, channels] = images.shape
  const facts = factsOf(size, {
    shape: [height, width, channels], axes: ['height', 'width'], frame: [height, width], ...parts
  })
  const script = scripted(draws)
  const plan = mixer.plan(facts, script, defaultRegistry.services)
  if (script.unused().length > 0) throw new Error(`not drawn: ${script.unused().join(', ')}`)
  return plan as Plan
}

/** One-hot rows. */
function oneHot (labels: readonly number[], classes: number, smoothing = 0): Rows {
  return rowsOf([labels.length, classes], (i, klass) =>
    smoothing / classes + (labels[i] === klass ? 1 - smoothing : 0))
}

test('SnapMix makes the images and the weights of its authors', t => {
  const { inputs: { images, labels, spm }, decisions, expected } = snapmix
  const classes = Int32Array.from(labels.data)
  const plan = planOf(snapMix(), images, {
    lambda: decisions.lamTarget,
    sourceLambda: decisions.lamSource,
    pair: decisions.perm,
    centerY: [decisions.targetCenterYX[0], decisions.sourceCenterYX[0]],
    centerX: [decisions.targetCenterYX[1], decisions.sourceCenterYX[1]]
  }, {
    labels: classes,
    pools: { batch: { size: classes.length, labels: classes } },
    signals: { maps: { batch: Float64Array.from(spm.data) } }
  })
  near(t, paint(plan, image, { batch: rows(images) }), rows(expected.images), TOLERANCE)
  const [own, pasted] = plan.layers.map(({ weight }) => Float32Array.from(weight as Float64Array))
  near(t, { data: own, shape: [own.length] }, rows(expected.weightA), TOLERANCE)
  near(t, { data: pasted, shape: [own.length] }, rows(expected.weightB), TOLERANCE)
})

test('RecursiveMix makes the images and the targets of its authors', t => {
  const { inputs: { images, oldImages, targets, oldTargets }, decisions, expected } = recursivemix
  const plan = planOf(recursiveMix(), images, {
    area: decisions.areaU, centerX: decisions.centerX, centerY: decisions.centerY
  }, { pools: { previous: { size: oldImages.shape[0] } } })
  const pools = { batch: rows(images), previous: rows(oldImages) }
  near(t, paint(plan, image, pools), rows(expected.images), TOLERANCE)
  near(t, mixLabels(plan, { batch: rows(targets), previous: rows(oldTargets) }),
    rows(expected.targets), TOLERANCE)
})

test('TransMix makes the images and, refined, the targets of its authors', t => {
  const { inputs: { images, labels, attention }, params, decisions, expected } = transmix
  const mixer = transMix({ ratio: params.ratio })
  const plan = planOf(mixer, images, {
    lambda: decisions.lam0, centerY: decisions.centerY, centerX: decisions.centerX
  })
  t.deepEqual(Array.from(plan.layers[1].source?.rows as Int32Array), decisions.perm)
  near(t, paint(plan, image, { batch: rows(images) }), rows(expected.images), TOLERANCE)
  const grid = [images.shape[0], params.patchGrid, params.patchGrid]
  const refined = mixer.refine(plan, { attention: tf.tensor(attention.data, grid) },
    (where, cells) => visibleOn(plan, where, cells), defaultRegistry.services)
  const soft = oneHot(labels.data, params.numClasses, params.labelSmoothing)
  near(t, mixLabels(refined, { batch: soft }), rows(expected.target), TOLERANCE)
})

test('PuzzleMix moves patches and mixes them as its authors do', t => {
  const { inputs: { images }, params, decisions, expected } = puzzlemix
  const [size] = images.shape
  const side = Math.sqrt(expected.planOwn_rowToCol.shape[1])
  const patches = side * side
  /** The authors tell where a patch goes; a plan, which one is seen. */
  const moves = (to: Recorded, moved: Recorded): Int32Array => {
    const from = new Int32Array(size * patches).fill(-1)
    to.data.forEach((cell, i) => {
      if (moved.data[i] === 1) from[i - i % patches + cell] = i % patches
    })
    return from
  }
  const levels = Uint8Array.from(expected.mask.data, own => own * (params.nLabels - 1))
  const cut = () => ({
    levels,
    moves: {
      grid: Int32Array.of(side, side),
      own: moves(expected.planOwn_rowToCol, expected.planOwn_rowSum),
      partner: moves(expected.planSource_rowToCol, expected.planSource_rowSum)
    }
  })
  const plan = planOf(puzzleMix({ labels: params.nLabels }), images, {
    lambda: decisions.lam, pair: decisions.perm, blocks: Math.log2(params.blockNum)
  }, { signals: { cut } })
  near(t, paint(plan, image, { batch: rows(images) }), rows(expected.images), TOLERANCE)
  const shares = mixLabels(plan, { batch: oneHot(times(size, i => i), size) })
  near(t, rowsOf([size], i => entry(shares, i, i)), rows(expected.ratio), TOLERANCE)
})

test('Co-Mixup mixes images and targets as its authors do', t => {
  const { inputs: { images, targets, mask_outxHxWxin: mask }, expected } = comixup
  const [size, height, width] = mask.shape
  const shown = rows(mask)
  const halves = Uint8Array.from(rowsOf([size, size, height, width], (output, row, y, x) =>
    2 * entry(shown, output, y, x, row)).data)
  const plan = planOf(coMixup(), images, {}, {
    signals: { labelling: { grid: [height, width], halves } }
  })
  near(t, paint(plan, image, { batch: rows(images) }), rows(expected.images), TOLERANCE)
  near(t, mixLabels(plan, { batch: rows(targets) }), rows(expected.targets), TOLERANCE)
})

test('AdAutoMix mixes images under masks as its authors do', t => {
  const { inputs: { images }, decisions: { lam }, expected } = adautomix
  const samples = images.length
  const [size, height, width] = images[0].shape
  // The authors give every sample as a batch of its own: here they follow each other in one
  const all = {
    shape: [samples * size, ...images[0].shape.slice(1)], data: images.flatMap(({ data }) => data)
  }
  const masks = rows(expected.masks_NxHxWxK)
  const generate = () => times(samples, s => tf.tensor(
    rowsOf([samples * size, height, width], (i, y, x) => entry(masks, i % size, y, x, s)).data,
    [samples * size, height, width]))
  const plan = planOf(adAutoMix({ samples }), all, {
    lambda: [lam, 1 - lam],
    pair: times(samples, s => times(samples * size, i => (i + s * size) % (samples * size))).flat()
  }, { signals: { generate } })
  const painted = paintLive(plan, image, { batch: rows(all) })
  const { shape, data } = expected.images
  const first = { data: painted.data.slice(0, data.length), shape }
  near(t, first, rows(expected.images), TOLERANCE)
  t.deepEqual(plan.layers.map(({ weight }) => weight), [lam, 1 - lam])
})
