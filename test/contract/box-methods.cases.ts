import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import {
  defaultRegistry, freeze, scripted, times, useBackend, visibleOn
} from '../../core/index.js'
import { cutmix } from '../../domains/image/index.js'
import { image, spectrogram } from './domains.js'
import { factsOf, maps } from './facts.js'
import { cMixup } from './methods/c-mixup.js'
import { mosaic } from './methods/mosaic.js'
import { recursiveMix } from './methods/recursive-mix.js'
import { snapMix } from './methods/snap-mix.js'
import { specMix } from './methods/spec-mix.js'
import { timmElem } from './methods/timm-elem.js'
import { transMix } from './methods/trans-mix.js'
import type { Method, Rectangle } from './pictures.js'
import {
  areaOf, between, boxAbout, byHand, factsHere, isIn, labelsOf, paintsAs, picturesOf, pixel, SHAPE,
  SIZE
} from './pictures.js'
import {
  drawn, entry, mixLabels, near, paint, planOf, randomRows, rowsOf
} from './rows.js'

const [HEIGHT, WIDTH] = SHAPE
const rows = times(SIZE, i => i)

test.before(async () => { await useBackend('cpu') })

for (const resize of ['nearest', 'bilinear-corners'] as const) {
  test(`RecursiveMix pastes the whole image of the step before, ${resize}`, t => {
    const pools = picturesOf({ previous: 3 })
    const mixer = recursiveMix({ alpha: 0.9, resize })
    const plan = planOf(mixer, factsHere({ pools: { previous: { size: 3 } } }), 3)
    const take = drawn(plan)
    const box = boxAbout(take('area'), take('centerY'), take('centerX'))
    const [height, width] = [box.bottom - box.top, box.right - box.left]
    t.true(height > 4 && width > 4 && take.done())
    const whole: Rectangle = { top: 0, left: 0, bottom: HEIGHT, right: WIDTH }
    const place = (at: number, to: number, from: number): number => resize === 'nearest'
      ? Math.floor(at * from / to)
      : at * (from - 1) / (to - 1)
    paintsAs(t, plan, image, pools, (output, y, x) => isIn(box, y, x)
      ? [{
        pool: 'previous',
        row: output % 3,
        weight: 1,
        value: between(pools.previous, output % 3, whole,
          place(y - box.top, height, HEIGHT), place(x - box.left, width, WIDTH))
      }]
      : [{ row: output, weight: 1, value: pixel(pools.batch, output, y, x) }])
  })
}

test('RecursiveMix leaves the first batch as it is', t => {
  const pools = picturesOf()
  const plan = planOf(recursiveMix(), factsHere())
  paintsAs(t, plan, image, pools, (row, y, x) =>
    [{ row, weight: 1, value: pixel(pools.batch, row, y, x) }])
})

test('Mosaic shows what a window sees of two by two images', t => {
  const pools = picturesOf()
  const plan = planOf(mosaic(), factsHere())
  const { y: tops, x: lefts, pair } = plan.draws
  paintsAs(t, plan, image, pools, (output, y, x) => {
    const v = Math.floor(tops[output] * HEIGHT) + y
    const u = Math.floor(lefts[output] * WIDTH) + x
    const tile = 2 * Number(v >= HEIGHT) + Number(u >= WIDTH)
    const row = tile === 0 ? output : pair[(tile - 1) * SIZE + output]
    return [{ row, weight: 1, value: pixel(pools.batch, row, v % HEIGHT, u % WIDTH) }]
  })
})

test('SnapMix pastes one box into another, and weighs each label by what its box holds', t => {
  const labels = Int32Array.of(0, 1, 0, 1, 2)
  const activation = maps(SIZE, [HEIGHT, WIDTH])
  const pools = picturesOf()
  const plan = planOf(snapMix({ beta: 5 }), factsHere({
    labels, pools: { batch: { size: SIZE, labels } }, signals: { maps: { batch: activation } }
  }), 5)
  const take = drawn(plan)
  const into = boxAbout(1 - take('lambda'), take('centerY'), take('centerX'))
  const from = boxAbout(1 - take('sourceLambda'), take('centerY'), take('centerX'))
  const pair = rows.map(() => take('pair'))
  t.true(areaOf(into) > 20 && areaOf(from) > 20 && areaOf(into) !== areaOf(from) && take.done())
  const corner = (at: number, to: number, side: number): number => at * (side - 1) / (to - 1)
  const method: Method = (output, y, x) => isIn(into, y, x)
    ? [{
      row: pair[output],
      weight: 1,
      value: between(pools.batch, pair[output], from,
        corner(y - into.top, into.bottom - into.top, from.bottom - from.top),
        corner(x - into.left, into.right - into.left, from.right - from.left))
    }]
    : [{ row: output, weight: 1, value: pixel(pools.batch, output, y, x) }]
  near(t, paint(plan, image, pools), byHand(method))

  const held = (row: number, box: Rectangle): number => {
    let [inside, all] = [0, 0]
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const value = activation[(row * HEIGHT + y) * WIDTH + x]
        all += value
        if (isIn(box, y, x)) inside += value
      }
    }
    return inside / (all + 1e-8)
  }
  const targets = labelsOf(pools)
  t.true(rows.some(i => i !== pair[i] && labels[i] === labels[pair[i]]), 'one pair is of one class')
  near(t, mixLabels(plan, targets), rowsOf([SIZE, 4], (i, klass) => {
    const kept = 1 - held(i, into)
    const brought = held(pair[i], from)
    const weights = labels[i] === labels[pair[i]]
      ? [kept + brought, kept + brought]
      : [kept, brought]
    const [own, other] = [i, pair[i]].map(row => entry(targets.batch, row, klass))
    return weights[0] * own + weights[1] * other
  }))
})

test('SpecMix shows the partner in bands of frequency and time, and weighs their union', t => {
  const [bins, frames] = [10, 24]
  const size = 9
  const batch = randomRows(3, [size, bins, frames])
  const labels = randomRows(4, [size, 4])
  const plan = planOf(specMix({ ratio: 0.25 }), factsOf(size, {
    shape: [bins, frames], axes: ['frequency', 'time'], frame: [bins, frames]
  }), 1)
  const take = drawn(plan)
  const pair = times(size, () => take('pair'))
  const inBand = times(size, () => [bins, frames].map((length, a) => {
    const axis = ['frequency', 'time'][a]
    return times(take(`${axis}Bands`), () => take(`${axis}Start`)).map(start =>
      (at: number) => at >= start && at < start + Math.floor(0.25 * length))
  }))
  t.true(take.done())
  t.true(inBand.some(([high, wide]) => high.length + wide.length === 4), 'four bands on one output')
  t.true(inBand.some(([high, wide]) => high.length + wide.length === 0), 'none on another')
  const shown = (i: number, f: number, s: number): number =>
    inBand[i][0].some(band => band(f)) || inBand[i][1].some(band => band(s)) ? pair[i] : i
  near(t, paint(plan, spectrogram, { batch }),
    rowsOf([size, bins, frames], (i, f, s) => entry(batch, shown(i, f, s), f, s)))
  near(t, mixLabels(plan, { batch: labels }), rowsOf([size, 4], (i, klass) => {
    let sum = 0
    for (let f = 0; f < bins; f++) {
      for (let s = 0; s < frames; s++) sum += entry(labels, shown(i, f, s), klass)
    }
    return sum / (bins * frames)
  }))
})

test('TransMix pastes a box, and its refined labels follow the attention to it', async t => {
  const pools = picturesOf()
  const mixer = transMix()
  const plan = planOf(mixer, factsHere(), 3)
  const take = drawn(plan)
  const box = boxAbout(1 - take('lambda'), take('centerY'), take('centerX'))
  t.true(areaOf(box) > 40 && take.done())
  const partner = (i: number): number => SIZE - 1 - i
  paintsAs(t, plan, image, pools, (i, y, x) => {
    const row = isIn(box, y, x) ? partner(i) : i
    return [{ row, weight: 1, value: pixel(pools.batch, row, y, x) }]
  })

  const attention = randomRows(8, [SIZE, 4, 4])
  const before = tf.memory().numTensors
  const refined = mixer.refine(plan, { attention: tf.tensor(attention.data, [SIZE, 4, 4]) },
    (where, grid) => visibleOn(plan, where, grid), defaultRegistry.services)
  t.is(tf.memory().numTensors, before + 3, 'the attention, and a weight for each layer')
  const weightOf = (i: number): number => {
    let [inside, all] = [0, 0]
    for (let down = 0; down < 4; down++) {
      for (let across = 0; across < 4; across++) {
        const value = entry(attention, i, down, across)
        all += value
        const corner = [Math.floor(down * HEIGHT / 4), Math.floor(across * WIDTH / 4)] as const
        if (isIn(box, ...corner)) inside += value
      }
    }
    return (inside / all + areaOf(box) / (HEIGHT * WIDTH)) / 2
  }
  const labels = labelsOf(pools)
  const want = rowsOf([SIZE, 4], (i, klass) =>
    (1 - weightOf(i)) * entry(labels.batch, i, klass) +
    weightOf(i) * entry(labels.batch, partner(i), klass))
  near(t, mixLabels(refined, labels), want)
  near(t, mixLabels(await freeze(refined), labels), want)
})

test('timm by elements mixes some rows and cuts others, with the flipped batch', t => {
  const pools = picturesOf()
  const plan = planOf(timmElem, factsHere(), 8)
  const take = drawn(plan)
  const cuts = rows.map(() => take('switch') === 1)
  const cutLambda = rows.map(() => take('cutmixLambda'))
  const mixLambda = rows.map(() => take('mixupLambda'))
  const mixes = rows.map(() => take('mix') === 1)
  const boxes = rows.map(i => cuts[i] && mixes[i]
    ? boxAbout(1 - Math.fround(cutLambda[i]), take('centerY'), take('centerX'))
    : undefined)
  t.true(take.done() && cuts.includes(true) && cuts.includes(false))
  paintsAs(t, plan, image, pools, (i, y, x) => {
    const other = SIZE - 1 - i
    const value = (row: number) => pixel(pools.batch, row, y, x)
    const box = boxes[i]
    if (box !== undefined) {
      const row = isIn(box, y, x) ? other : i
      return [{ row, weight: 1, value: value(row) }]
    }
    const lambda = Math.fround(mixLambda[i])
    return [
      { row: i, weight: lambda, value: value(i) },
      { row: other, weight: 1 - lambda, value: value(other) }
    ]
  })
})

test('CutMix takes the partners that C-Mixup finds in the data set, images and targets', t => {
  const count = 40
  const pools = picturesOf({ dataset: count })
  const real = { batch: randomRows(1, [SIZE]), dataset: randomRows(2, [count]) }
  const targets = {
    batch: Float64Array.from(real.batch.data), dataset: Float64Array.from(real.dataset.data)
  }
  const mixer = cutmix({ pairing: cMixup({ bandwidth: 0.1 }) })
  const facts = factsHere({ pools: { dataset: { size: count } }, signals: { targets } })
  const plan = planOf(mixer, facts, 3)
  const take = drawn(plan)
  const box = boxAbout(1 - take('lambda'), take('centerY'), take('centerX'))
  const pair = rows.map(() => take('pair'))
  t.true(areaOf(box) > 40 && take.done())
  paintsAs(t, plan, image, pools, (i, y, x) => isIn(box, y, x)
    ? [{ pool: 'dataset', row: pair[i], weight: 1, value: pixel(pools.dataset, pair[i], y, x) }]
    : [{ row: i, weight: 1, value: pixel(pools.batch, i, y, x) }])
  const share = areaOf(box) / (HEIGHT * WIDTH)
  near(t, mixLabels(plan, real), rowsOf([SIZE], i =>
    (1 - share) * entry(real.batch, i) + share * entry(real.dataset, pair[i])))
  const far = times(40, seed => planOf(mixer, facts, seed).draws.pair).map(list =>
    list.filter((j, i) => Math.abs(targets.batch[i] - targets.dataset[j]) > 0.4).length)
  t.deepEqual(far.filter(each => each > 0), [], 'four bandwidths away there is nobody')
  const named = { ...plan.draws, pair: [39, 0, 1, 2, 3] }
  const told = mixer.plan(facts, scripted(named), defaultRegistry.services)
  t.deepEqual(told.layers[1].source?.rows, Int32Array.of(39, 0, 1, 2, 3))
})
