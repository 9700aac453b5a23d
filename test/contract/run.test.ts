import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Domain, RemixtureError } from '../../core/index.js'
import {
  createMixer, createRegistry, definePlugin, paintRows, ruleTable, useBackend
} from '../../core/index.js'
import type { Images } from '../../domains/image/index.js'
import { cutmix, image as pictures } from '../../domains/image/index.js'
import { image } from './domains.js'
import { cMixup } from './methods/c-mixup.js'
import { pixMix } from './methods/pix-mix.js'
import { recursiveMix } from './methods/recursive-mix.js'
import { snapMix } from './methods/snap-mix.js'
import { boxAbout, byHand, isIn, labelsByHand, picturesOf, pixel, SHAPE, SIZE } from './pictures.js'
import type { Rows } from './rows.js'
import { entry, near, paint, randomRows, rowsOf } from './rows.js'

test.before(async () => { await useBackend('cpu') })

const brushes = { ...image, rules: ruleTable(image.rules) }

/** Pictures whose painter knows what the methods add to the lists. */
const domain: Domain<Images> = {
  ...pictures,
  ...image,
  paint: (plan, pools, who) =>
    paintRows(plan, pools as Record<string, Tensor>, brushes, who) as tf.Tensor4D
}
const registry = createRegistry(definePlugin({
  name: 'trial', domains: [domain], mixers: [pixMix, recursiveMix, snapMix], pairings: [cMixup]
}))

function tensor ({ data, shape }: Rows): Tensor {
  return tf.tensor(data, [...shape])
}

function read (value: unknown): Rows {
  const found = value as Tensor
  return { data: found.dataSync<'float32'>(), shape: found.shape }
}

test('a plugin brings a method with steps and blends of its own, and it runs by its name', t => {
  const { batch, pictures } = picturesOf({ pictures: 3 })
  const labels = randomRows(5, [SIZE, 4])
  const mix = registry.create('trial/pix-mix', { operations: ['solarize', 'brightness'] }, {
    seed: 3, pools: { pictures: { x: tensor(pictures) } }
  })
  const mixed = mix.mix({ x: tensor(batch), label: tensor(labels) })
  near(t, read(mixed.batch.x), paint(mixed.plan, image, { batch, pictures }))
  t.true(mixed.plan.layers.length > 3)
  near(t, read(mixed.batch.label), labels)
})

test('RecursiveMix holds its mixed images and targets from step to step', t => {
  const batches = [1, 2, 3].map(seed => randomRows(seed, [SIZE, ...SHAPE]))
  const labels = [4, 5, 6].map(seed => randomRows(seed, [SIZE, 4]))
  const mix = createMixer(recursiveMix({ alpha: 0.9 }), { seed: 1, registry, targets: ['label'] })
  let before: { x: Rows, label: Rows } | undefined
  batches.forEach((x, step) => {
    const { batch, plan } = mix.mix({ x: tensor(x), label: tensor(labels[step]) })
    const { area = [0], centerY = [0], centerX = [0] } = plan.draws
    const box = boxAbout(area[0], centerY[0], centerX[0])
    t.is(plan.layers.length, step === 0 ? 1 : 2)
    const [height, width] = [box.bottom - box.top, box.right - box.left]
    const method = (row: number, y: number, x0: number) => {
      if (before === undefined || !isIn(box, y, x0)) {
        return [{ row, weight: 1, value: pixel(x, row, y, x0) }]
      }
      const v = Math.floor((y - box.top) * SHAPE[0] / height)
      const u = Math.floor((x0 - box.left) * SHAPE[1] / width)
      return [{ pool: 'previous', row, weight: 1, value: pixel(before.x, row, v, u) }]
    }
    const targets = { batch: labels[step], previous: before?.label ?? labels[step] }
    near(t, read(batch.x), byHand(method))
    near(t, read(batch.label), labelsByHand(method, targets))
    before = { x: read(batch.x), label: read(batch.label) }
  })
})

test('a signal that a pairing needs is asked for when the mixer is made, and given to it', t => {
  const count = 12
  const { batch, dataset } = picturesOf({ dataset: count })
  const real = { batch: randomRows(1, [SIZE]), dataset: randomRows(2, [count]) }
  const pools = { dataset: { x: tensor(dataset), label: tensor(real.dataset) } }
  const mixer = cutmix({ pairing: cMixup({ bandwidth: 0.001 }) })
  const error = t.throws<RemixtureError>(() => createMixer(mixer, { registry, pools }))
  t.is(error?.code, 'SIGNAL')
  const targets = (given: Readonly<Record<string, unknown>>) =>
    ({ batch: read(given.label).data, dataset: real.dataset.data })
  const mix = createMixer(mixer, { registry, pools, signals: { targets }, seed: 2 })
  const mixed = mix.mix({ x: tensor(batch), label: tensor(real.batch) })
  const nearest = Array.from({ length: SIZE }, (_, i) => {
    const far = Array.from(real.dataset.data, value => Math.abs(value - entry(real.batch, i)))
    return far.indexOf(Math.min(...far))
  })
  t.deepEqual(mixed.plan.draws.pair, nearest, 'so narrow a kernel leaves one partner')
  const share = 1 - mixed.plan.draws.lambda[0]
  const box = boxAbout(share, mixed.plan.draws.centerY[0], mixed.plan.draws.centerX[0])
  const area = (box.bottom - box.top) * (box.right - box.left) / (SHAPE[0] * SHAPE[1])
  near(t, read(mixed.batch.label), rowsOf([SIZE], i =>
    (1 - area) * entry(real.batch, i) + area * entry(real.dataset, nearest[i])))
})

test('a method whose signal is missing says so before any batch', t => {
  const error = t.throws<RemixtureError>(() => createMixer(snapMix(), { registry }))
  t.is(error?.code, 'SIGNAL')
  t.true(error?.message.includes('"maps"'))
})
