import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Domain, Plan, RemixtureError } from '../../core/index.js'
import {
  boxes, createMixer, createRegistry, defineMixer, definePlugin, flip, mixFeatures, over, own,
  paintRows, ruleTable, times, useBackend
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

/** The partner in a box, or around it, that a rule makes for every row. */
const framed = defineMixer({
  name: 'framed',
  domain: 'image',
  paper: 'none',
  pairing: flip(),
  options: z.object({}),
  plan ({ size, frame, pair }) {
    const { start, end } = boxes(times(size, i => ({ height: [1, 9], width: [i, i + 8] })))
    const around = Uint8Array.from({ length: size }, (_, i) => i % 2)
    const levels = { rule: 'box-levels', start, end, around } as const
    return [own(), over(pair(), {
      where: { kind: 'mask', axes: ['height', 'width'], grid: frame, levels, of: 1 }
    })]
  }
})

test('labels, masks of class ids and annotation boxes follow the masks that a rule makes', t => {
  const [height, width] = SHAPE
  const { batch } = picturesOf()
  const labels = randomRows(5, [SIZE, 4])
  const ids = Int32Array.from({ length: SIZE * height * width }, (_, i) => i % 7 * 1e8)
  const annotations = times(SIZE, i => ({ boxes: [[2, i + 1, 6, i + 5]], classes: [i] }))
  const mix = createMixer(framed(), { registry, targets: ['label', 'mask', 'boxes'] })
  const mixed = mix.mix({
    x: tensor(batch), label: tensor(labels), boxes: annotations,
    mask: tf.tensor(ids, [SIZE, height, width], 'int32')
  }).batch
  const shown = (i: number, y: number, x: number): number => {
    const inside = y >= 1 && y < 9 && x >= i && x < i + 8
    return inside === (i % 2 === 0) ? SIZE - 1 - i : i
  }
  near(t, read(mixed.x), rowsOf([SIZE, ...SHAPE], (i, y, x, channel) =>
    entry(batch, shown(i, y, x), y, x, channel)))
  near(t, read(mixed.label), labelsByHand((i, y, x) =>
    [{ row: shown(i, y, x), weight: 1, value: () => 0 }], { batch: labels }))
  t.deepEqual(mixed.mask.dataSync<'int32'>(), ids.map((_, at) => {
    const [y, x] = [Math.floor(at / width) % height, at % width]
    return ids[(shown(Math.floor(at / (height * width)), y, x) * height + y) * width + x]
  }))
  // Rows 0, 2 and 4 show the partner's in the box, rows 1 and 3 their own there and its around it
  t.deepEqual(mixed.boxes.map(({ classes }) => classes), [[4], [1], [2], [3, 1], [0]])
  t.deepEqual(mixed.boxes.map(each => each.boxes), [
    [[2, 5, 6, 8]], [[2, 2, 6, 6]], [[2, 3, 6, 7]], [[2, 4, 6, 8], [2, 2, 6, 3]], [[2, 4, 6, 5]]
  ])
})

test('a plan of boxes that show resized parts goes for a smaller map too', t => {
  const size = 2
  const corners = (...list: number[]) => Int32Array.from(list)
  const plan: Plan = {
    mixer: 'resized', version: 1, options: {}, draws: {}, size, axes: ['height', 'width'],
    frame: [16, 32],
    layers: [own(), over({ pool: 'batch', rows: corners(1, 0) }, {
      where: {
        kind: 'boxes', axes: ['height', 'width'], start: corners(0, 0), end: corners(8, 16),
        from: { start: corners(3, 31), end: corners(5, 32) }, resize: 'bilinear-corners'
      }
    })]
  }
  const hidden = randomRows(3, [size, 4, 4, 2])
  near(t, read(mixFeatures(tensor(hidden), plan)), rowsOf(hidden.shape, (i, y, x, channel) =>
    y < 2 && x < 2 ? entry(hidden, 1 - i, 1, 3, channel) : entry(hidden, i, y, x, channel)))
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
