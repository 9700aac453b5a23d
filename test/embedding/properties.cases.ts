import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, normalizeRows, slerpRows, takeRows, useBackend } from '../../core/index.js'
import type { Plan } from '../../core/index.js'
import type { BankState, Beside, SyntheticSet } from '../../domains/embedding/index.js'
import {
  clip, contrastive, dcl, embeddingBank, geodesicLoss, infoNCE, metrix, metrixMix, metrixMixed,
  mochi, multiSimilarity, nearest, ntXent, proxyAnchor, rankNContrast, sigLip, supCon, supReMix,
  supReMixLoss, triplet
} from '../../domains/embedding/index.js'
import { backends } from '../backends.js'
import { onCpu } from '../on-cpu.js'
import { finite, normalRows, one, order } from './support.js'

type Loss = (x: Tensor2D, labels: Int32Array) => Scalar

/** Losses of rows with labels or targets, which none may care how they are ordered. */
const losses: Readonly<Record<string, Loss>> = {
  ntXent: (embeddings, labels) => ntXent({ embeddings, labels }),
  supCon: (embeddings, labels) => supCon({ embeddings, labels }),
  contrastive: (embeddings, labels) => contrastive({ embeddings, labels }),
  triplet: (embeddings, labels) => triplet({ embeddings, labels }),
  multiSimilarity: (embeddings, labels) => multiSimilarity({ embeddings, labels }),
  rankNContrast: (embeddings, labels) => rankNContrast({ embeddings, targets: [...labels] }),
  supReMix: (embeddings, labels) => {
    const plan = createMixer(supReMix({ mode: 'positives' }))({ embeddings })
    return supReMixLoss({ embeddings, targets: [...labels], plan })
  },
  metrix: (embeddings, labels) => {
    const mix = createMixer(metrixMix({ kind: 'positive-negative', pairs: 'all' }),
      { domain: 'embedding', targets: { label: { classes: 4 } } })
    return metrix({ embeddings, labels, plan: mix({ embeddings, labels }) })
  }
}

for (const [name, loss] of Object.entries(losses)) {
  for (const size of [1, 2, 7]) {
    onCpu(`${name} of ${size} rows is the same in any order, and finite`, t => {
      const x = normalRows(size, size, 5)
      const labels = Int32Array.from({ length: size }, (_, i) => i % 3)
      const other = order(3, size)
      const [a, b] = [one(loss(x, labels)), one(loss(takeRows(x, other),
        other.map(row => labels[row])))]
      t.true(Math.abs(a - b) <= 2e-5 * Math.max(1, Math.abs(a)), `${a} ${b}`)
      t.true(finite(tf.grad((rows: tf.Tensor) => loss(rows as Tensor2D, labels))(x)))
      if (size === 1) t.is(Math.abs(a), 0)
    })
  }

  onCpu(`${name} of identical, opposite and zero rows has no NaN`, t => {
    const x = normalRows(4, 2, 5)
    const zero = tf.zeros<tf.Rank.R2>([1, 5])
    const rows: Tensor2D = tf.concat([x, x, tf.neg(x), zero])
    const labels = Int32Array.of(0, 1, 0, 1, 0, 1, 2)
    t.true(finite(loss(rows, labels)))
    t.true(finite(tf.grad((given: tf.Tensor) => loss(given as Tensor2D, labels))(rows)))
  })
}

for (const [name, pairs] of Object.entries({ clip, sigLip })) {
  onCpu(`${name} is the same for pairs in any order`, t => {
    const [image, text] = [normalRows(1, 5, 6), normalRows(2, 5, 6)]
    const other = order(5, 5)
    const [a, b] = [one(pairs({ image, text })),
      one(pairs({ image: takeRows(image, other), text: takeRows(text, other) }))]
    t.true(Math.abs(a - b) < 1e-5)
  })
}

onCpu('a batch of one without negatives is 0, and so is its gradient', t => {
  const [a, b] = [normalRows(1, 1, 4), normalRows(2, 1, 4)]
  const kinds = {
    infoNCE: (x: Tensor2D) => infoNCE({ anchors: x, positives: b }),
    dcl: (x: Tensor2D) => dcl({ anchors: x, positives: b }),
    clip: (x: Tensor2D) => clip({ image: x, text: b }),
    m2: (x: Tensor2D) => geodesicLoss({ image: x, text: b, kind: 'm2', lambda: 0.5 })
  }
  for (const [name, loss] of Object.entries(kinds)) {
    t.is(Math.abs(one(loss(a))), 0, name)
    const slopes = tf.grad((x: tf.Tensor) => loss(x as Tensor2D))(a).dataSync()
    t.true(slopes.every(each => Math.abs(each) < 1e-6), name)
  }
})

onCpu('a high temperature makes all rows alike, a low one the hardest alone', t => {
  const [anchors, positives] = [normalRows(1, 6, 5), normalRows(2, 6, 5)]
  t.true(Math.abs(one(infoNCE({ anchors, positives, temperature: 1e6 })) - Math.log(6)) < 1e-4)
  const cold = one(tf.mul(infoNCE({ anchors, positives, temperature: 1e-4 }), 1e-4))
  const unit = (x: Tensor2D): Tensor2D => tf.div<Tensor2D>(x, tf.norm(x, 2, 1, true))
  const cosines = tf.matMul(unit(anchors), unit(positives), false, true).arraySync() as number[][]
  const gaps = cosines.map((row, i) => Math.max(...row) - row[i])
  t.true(Math.abs(cold - gaps.reduce((sum, gap) => sum + gap) / 6) < 1e-3)
})

onCpu('no gradient flows through a bank, what is made of it, or stopped rows', t => {
  const [x, k, rows] = [normalRows(1, 3, 5), normalRows(2, 3, 5), normalRows(3, 12, 5)]
  const bank = embeddingBank({ capacity: 12, dimensions: 5 })
  const [slope] = tf.grads((...[queue, keys]: tf.Tensor[]) => {
    bank.enqueue(queue as Tensor2D)
    const hard = createMixer(mochi({ hardest: 6, pairs: 4, withQuery: 4 }))
    return tf.add(tf.sum(tf.mul(keys, 0)), tf.add(tf.sum(tf.mul(queue, 0)), infoNCE({
      anchors: x, positives: keys as Tensor2D, bank, stopPositives: true,
      synthetic: hard({ anchors: x, bank })
    })))
  })([rows, k])
  t.true(slope.dataSync().every(each => each === 0))
  bank.dispose()
})

onCpu('mixtures with the anchor are harder than what they are made of', t => {
  const [anchors, rows] = [normalRows(1, 4, 6), tf.tidy(() => {
    const x = normalRows(2, 20, 6)
    return tf.div<Tensor2D>(x, tf.norm(x, 2, 1, true))
  })] as [Tensor2D, Tensor2D]
  const unit = tf.div<Tensor2D>(anchors, tf.norm(anchors, 2, 1, true))
  const similarities = tf.matMul(unit, rows, false, true)
  const [set] = createMixer(mochi({ hardest: 1, pairs: 0, withQuery: 5 }))({ anchors, bank: rows })
  const given = { anchors: unit, bank: rows, similarities: similarities as Tensor2D }
  const mixed = set.similarities(given)
  const least = tf.min(tf.sub(mixed, tf.max(similarities, 1, true)))
  t.true(one(least) >= 0)
})

onCpu('arcs end where they begin, keep their length, and know identical and opposite rows', t => {
  const x = tf.tensor2d([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  const y = tf.tensor2d([[1, 0, 0], [0, -1, 0], [1, 0, 0]])
  for (const far of [0, 0.25, 0.5, 1]) {
    const z = slerpRows(x, y, far)
    const lengths = tf.norm(z, 2, 1).dataSync()
    t.true(lengths.every(each => Math.abs(each - 1) < 1e-6))
    const back = tf.grad((given: tf.Tensor) => tf.sum(slerpRows(given as Tensor2D, y, far)))(x)
    t.true(finite(back))
  }
  t.deepEqual([...slerpRows(x, y, 0.5).dataSync().slice(3, 6)], [0, 1, 0])
})

onCpu('a bank wraps row by row, outlives a tidy, and goes on from its state', async t => {
  const bank = embeddingBank({ capacity: 4, dimensions: 2 })
  const rows = (...list: number[]): Tensor2D => tf.tensor2d(list.map(each => [each, 0]))
  tf.tidy(() => { bank.enqueue(rows(1, 2, 3), { ids: [1, 2, 3] }) })
  t.is(bank.size, 3)
  bank.enqueue(rows(4, 5), { ids: [4, 5] })
  t.deepEqual([...bank.ids()], [5, 2, 3, 4])
  bank.enqueue(rows(6, 7, 8, 9, 10), { ids: [6, 7, 8, 9, 10] })
  t.is(bank.size, 4)
  t.deepEqual([...bank.ids()].sort(), [10, 7, 8, 9])
  const other = embeddingBank({ capacity: 4, dimensions: 2 })
  other.restore(await bank.state())
  t.deepEqual([...other.ids()], [...bank.ids()])
  t.is(other.next, bank.next)
  const written = embeddingBank({ capacity: 4, dimensions: 2 })
  written.restore(JSON.parse(JSON.stringify(await bank.state())) as BankState)
  t.deepEqual(await written.state(), await bank.state())
  t.throws(() => { embeddingBank({ capacity: 3, dimensions: 2 }).restore({} as never) },
    { message: /must be that of a bank/ })
})

onCpu('nearest rows are the same for blocks of any size', t => {
  const [queries, rows] = [normalRows(1, 5, 6), normalRows(2, 33, 6)]
  const whole = nearest({ queries, rows, k: 7 })
  for (const block of [1, 4, 32, 33, 100]) {
    const parts = nearest({ queries, rows, k: 7, block })
    t.deepEqual(parts.indices.dataSync(), whole.indices.dataSync(), String(block))
  }
})

onCpu('without negatives supCon has a loss, but as pytorch-metric-learning averages it none', t => {
  const embeddings = normalRows(5, 4, 6)
  t.true(one(supCon({ embeddings, labels: [1, 1, 1, 1] })) > 1)
  t.is(one(supCon({ embeddings, labels: [1, 1, 1, 1], reducer: 'nonzero' })), 0)
  t.true(one(supCon({ embeddings, labels: [1, 1, 1, 2], reducer: 'nonzero' })) > 1)
})

onCpu('a loss that is far below the rounding of 1 keeps its digits', t => {
  const embeddings = tf.tensor2d([[1, 0], [0, 1]])
  const loss = one(multiSimilarity({ embeddings, labels: [0, 1] }))
  t.true(Math.abs(loss / (Math.exp(-25) / 50) - 1) < 1e-5, String(loss))
})

onCpu('mixes of Metrix that are not brought to length 1 are less alike', t => {
  const embeddings = tf.tensor2d([[1, 0], [0, 1], [0, -1]])
  const labels = [0, 0, 1]
  const mix = createMixer(metrixMix({ kind: 'positive-negative', pairs: 'all' }), { seed: 1 })
  const plan = mix({ embeddings, labels })
  const [lambda] = plan.draws.lambda
  // The first row is at right angles to its mix, the cosine of the second is λ - 1 and no less
  const wanted = lambda * (1 - lambda)
  const found = metrixMixed({ embeddings, labels, plan, margin: 0, renormalize: false })
  t.true(Math.abs(one(found) - wanted / 2) < 1e-6)
})

/** What a loss tells of rows `x` and labels beside further rows. */
type Besides = (x: Tensor2D, labels: number[], beside: Beside) => Scalar

const taking: Readonly<Record<string, Besides>> = {
  infoNCE: (anchors, _, beside) =>
    infoNCE({ anchors, positives: normalRows(8, anchors.shape[0], 6), inBatch: true, ...beside }),
  dcl: (anchors, _, beside) =>
    dcl({ anchors, positives: normalRows(8, anchors.shape[0], 6), ...beside }),
  clip: (image, _, beside) => clip({ image, text: normalRows(8, image.shape[0], 6), ...beside }),
  sigLip: (image, _, beside) =>
    sigLip({ image, text: normalRows(8, image.shape[0], 6), ...beside }),
  ntXent: (embeddings, labels, beside) => ntXent({ embeddings, labels, ...beside }),
  supCon: (embeddings, labels, beside) => supCon({ embeddings, labels, ...beside }),
  triplet: (embeddings, labels, beside) => triplet({ embeddings, labels, margin: 1, ...beside }),
  hardest: (embeddings, labels, beside) =>
    triplet({ embeddings, labels, mining: 'hardest', margin: 1, ...beside }),
  contrastive: (embeddings, labels, beside) => contrastive({ embeddings, labels, ...beside }),
  multiSimilarity: (embeddings, labels, beside) =>
    multiSimilarity({ embeddings, labels, ...beside }),
  proxyAnchor: (proxies, labels, beside) =>
    proxyAnchor({ embeddings: normalRows(8, labels.length, 6), labels, proxies, ...beside })
}

/** Rows that are the same for every anchor, as a mixer would give them. */
function setOf (rows: Tensor2D): SyntheticSet {
  return { role: 'negative', each: rows.shape[0], plan: { layers: [] } as unknown as Plan,
    similarities: ({ anchors }) => tf.matMul(anchors, rows, false, true),
    vectors: ({ anchors }) => tf.tile(rows, [anchors.shape[0], 1]) }
}

for (const backend of backends) {
  test.serial(`contrastive losses take a bank and what a mixer made, on ${backend}`, async t => {
    await useBackend(backend)
    for (const [name, loss] of Object.entries(taking)) {
      const x = normalRows(1, 4, 6)
      const labels = [0, 1, 1, 0]
      const others = normalizeRows(normalRows(2, 9, 6))
      const bank = embeddingBank({ capacity: 9, dimensions: 6 })
      bank.enqueue(others)
      const hard = createMixer(mochi({ hardest: 5, pairs: 3, withQuery: 2 }), { seed: 7 })
      const told = (beside: Beside): number => one(loss(x, labels, beside))
      // Rows that belong to nothing here are negatives, whoever brings them
      t.true(Math.abs(told({ bank }) - told({ bank: others })) < 2e-5, name)
      t.true(Math.abs(told({ bank }) - told({ synthetic: setOf(others) })) < 2e-5 * 9, name)
      t.true(told({ bank }) > told({}), name)
      const before = tf.memory().numTensors
      const slope = tf.grad((rows: tf.Tensor) => loss(rows as Tensor2D, labels,
        { bank, synthetic: hard({ anchors: rows as Tensor2D, bank }) }))(x)
      t.true(finite(slope), name)
      t.true(tf.tidy(() => one(tf.max(tf.abs(slope)))) > 0, name)
      slope.dispose()
      t.is(tf.memory().numTensors, before, `${name} leaks`)
    }
  })
}

type Naive = (all: number[][], kinds: number[], rows: number) => number

/** The losses of labels, of the first rows against all, as if a bank were a part of the batch. */
const whole: Readonly<Record<string, Naive>> = {
  ntXent: (all, kinds, rows) => {
    const each = all.slice(0, rows).flatMap((a, i) => {
      const others = all.reduce((sum, b, j) =>
        sum + (kinds[j] === kinds[i] ? 0 : Math.exp(dot(a, b) / 0.5)), 0)
      return all.flatMap((b, j) => j === i || kinds[j] !== kinds[i] ? []
        : [Math.log(1 + others / Math.exp(dot(a, b) / 0.5))])
    })
    return mean(each)
  },
  supCon: (all, kinds, rows) => mean(all.slice(0, rows).map((a, i) => {
    const sum = all.reduce((total, b, j) => total + (j === i ? 0 : Math.exp(dot(a, b) / 0.07)), 0)
    return mean(all.flatMap((b, j) => j === i || kinds[j] !== kinds[i] ? []
      : [Math.log(sum) - dot(a, b) / 0.07]))
  })),
  triplet: (all, kinds, rows) => mean(all.slice(0, rows).flatMap((a, i) => all.flatMap((b, j) =>
    j === i || kinds[j] !== kinds[i] ? [] : all.flatMap((c, k) => kinds[k] === kinds[i] ? []
      : [far(a, b) - far(a, c) + 1]))).filter(each => each > 1e-6)),
  contrastive: (all, kinds, rows) => {
    const pairs = all.slice(0, rows).flatMap((a, i) => all.flatMap((b, j) =>
      j === i ? [] : [{ same: kinds[i] === kinds[j], d: far(a, b) }]))
    const near = pairs.flatMap(({ same, d }) => same || d >= 1 ? [] : [1 - d])
    return mean(pairs.filter(({ same }) => same).map(({ d }) => d)) + mean(near)
  },
  multiSimilarity: (all, kinds, rows) => mean(all.slice(0, rows).map((a, i) => {
    const sum = (same: boolean, by: number): number => all.reduce((total, b, j) => j === i ||
      (kinds[i] === kinds[j]) !== same ? total : total + Math.exp(by * (dot(a, b) - 0.5)), 0)
    return Math.log1p(sum(true, -2)) / 2 + Math.log1p(sum(false, 50)) / 50
  }))
}

function dot (a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, each, k) => sum + each * b[k], 0)
}

function far (a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, each, k) => sum + (each - b[k]) ** 2, 0))
}

function mean (list: readonly number[]): number {
  return list.length === 0 ? 0 : list.reduce((sum, each) => sum + each, 0) / list.length
}

for (const [name, naive] of Object.entries(whole)) {
  onCpu(`${name} with a bank of labels is that of nested loops, ids leave a row itself out`, t => {
    const x = normalizeRows(normalRows(1, 5, 6))
    const labels = [0, 1, 2, 0, 1]
    const kept = normalizeRows(normalRows(3, 7, 6))
    const names = [1, 0, 2, 2, 0, 1, 9]
    const bank = embeddingBank({ capacity: 7, dimensions: 6 })
    bank.enqueue(kept, { labels: names })
    const rows = [x, kept].flatMap(each => each.arraySync())
    const wanted = naive(rows, [...labels, ...names], 5)
    t.true(Math.abs(one(taking[name](x, labels, { bank })) - wanted) < 1e-4 * Math.max(1, wanted),
      `${one(taking[name](x, labels, { bank }))} ${wanted}`)
    t.true(wanted > 0)
    // The batch itself in the bank, enqueued before: with ids it is as if it was not there
    const before = embeddingBank({ capacity: 5, dimensions: 6 })
    before.enqueue(x, { labels, ids: [0, 1, 2, 3, 4] })
    const others = embeddingBank({ capacity: 4, dimensions: 6 })
    others.enqueue(takeRows(x, Int32Array.of(1, 2, 3, 4)), { labels: labels.slice(1) })
    const first = takeRows(x, Int32Array.of(0))
    const sampled = one(taking[name](first, [0], { bank: before, sampleIds: [0] }))
    const alone = one(taking[name](first, [0], { bank: others }))
    t.true(Math.abs(sampled - alone) < 1e-5, `${sampled} ${alone}`)
  })
}

onCpu('pairs that do not count are as if they were not there', t => {
  const x = normalRows(1, 5, 6)
  const y = normalRows(2, 5, 6)
  // Row 4 counts for nobody
  const without = tf.tensor2d(Float32Array.from({ length: 25 }, (_, k) =>
    Number(k % 5 < 4 && k < 20)), [5, 5])
  const labels = [0, 1, 0, 1, 1]
  const first = Int32Array.of(0, 1, 2, 3)
  for (const loss of [ntXent, triplet, contrastive] as const) {
    const whole = one(loss({ embeddings: x, labels, mask: without }))
    const part = one(loss({ embeddings: takeRows(x, first), labels: labels.slice(0, 4) }))
    t.true(Math.abs(whole - part) < 1e-5, `${loss.name} ${whole} ${part}`)
  }
  for (const loss of [supCon, multiSimilarity] as const) {
    const whole = one(loss({ embeddings: x, labels, mask: without, reducer: 'sum' }))
    const part = one(loss({ embeddings: takeRows(x, first), labels: labels.slice(0, 4),
      reducer: 'sum' }))
    t.true(Math.abs(whole - part) < 1e-4, `${loss.name} ${whole} ${part}`)
  }
  // Nobody is told from anybody: nothing but the own pairs is left
  const sameItem = tf.ones<tf.Rank.R2>([5, 5])
  t.is(one(infoNCE({ anchors: x, positives: y, sameItem })), 0)
  t.is(one(clip({ image: x, text: y, sameItem })), 0)
  t.true(Number.isFinite(one(clip({ image: x, text: y, sameItem, smoothing: 0.1 }))))
  const [all, own] = [sigLip({ image: x, text: y }), sigLip({ image: x, text: y, sameItem })]
  t.true(one(own) > 0 && one(own) < one(all))
  const third = tf.tensor2d(Float32Array.from({ length: 25 }, (_, k) => Number(k === 2)), [5, 5])
  const fewer = one(infoNCE({ anchors: x, positives: y, sameItem: third, reducer: 'sum' }))
  t.true(fewer < one(infoNCE({ anchors: x, positives: y, reducer: 'sum' })))
  t.true(one(dcl({ anchors: x, positives: y, sameItem: third })) <
    one(dcl({ anchors: x, positives: y })))
  t.throws(() => supCon({ embeddings: x, labels, mask: tf.ones([4, 5]) }),
    { message: 'supCon: "mask" must be float32 [5, 5] of 0 and 1, got float32 shape [4, 5]' })
  t.throws(() => infoNCE({ anchors: x, positives: y, bank: y, sameItem }), { code: 'OPTION' })
})
