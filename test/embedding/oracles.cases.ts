import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import fc from 'fast-check'
import type { Index, Plan, StreamRule } from '../../core/index.js'
import { createMixer, normalizeRows, useBackend } from '../../core/index.js'
import { listIndices, listNumbers } from '../../core/plan/rules.js'
import {
  crossModal, dropMix, dropMixRows, embeddingExpansion, expansionTriplet, geodesic, geodesicLoss,
  hardness, iMix, infoNCE, joinTexts, metrixMix, metrixMixed, mixCo, mixCoLoss, mixGen, mochi,
  supReMix, supReMixLoss, unMix, unMixLoss
} from '../../domains/embedding/index.js'
import { backends } from '../backends.js'
import { examine } from '../oracles/examine.js'
import type { Rows } from './naive.js'
import {
  between, bothWays, crossed, dot, expanded, metrixMixes, onArc, reversedMixes, same, superMixed,
  told, unit
} from './naive.js'
import { normalRows, one } from './support.js'

/** How far what the library makes lies from what nested loops make, for rows of a size. */
type Oracle = (size: number, width: number, seed: number) => number

const read = (x: tf.Tensor): Rows => x.arraySync() as Rows
const units = (seed: number, size: number, width: number): Tensor2D =>
  normalizeRows(normalRows(seed, size, width))

function apart (found: Rows, wanted: Rows): number {
  if (found.length !== wanted.length) return Infinity
  return Math.max(0, ...found.flatMap((row, i) => row.map((each, k) =>
    Math.abs(each - wanted[i][k]))))
}

function share (found: tf.Tensor, wanted: number): number {
  return Math.abs(one(found) - wanted) / Math.max(1, Math.abs(wanted))
}

/** A mixer of whole rows in this domain, what it makes of rows, and the plan. */
function mixed (
  mixer: Parameters<typeof createMixer>[0], x: Tensor2D, seed: number
): { readonly plan: Plan, readonly rows: Tensor2D } {
  const { batch, plan } = createMixer(mixer, { domain: 'embedding', seed }).mix({ x })
  return { plan, rows: batch.x }
}

const oracles: Readonly<Record<string, Oracle>> = {
  'geodesic': (size, width, seed) => {
    const x = units(seed, size, width)
    const { plan, rows } = mixed(geodesic({ per: 'sample' }), x, seed)
    const given = read(x)
    return apart(read(rows), given.map((row, i) => 2 * i + 1 === size
      ? row
      : onArc(row, given[size - 1 - i], plan.draws.lambda[i])))
  },

  'i-mix in InfoNCE': (size, width, seed) => {
    const [x, keys] = [normalRows(seed, size, width), normalRows(seed + 1, size, width)]
    const { plan, rows } = mixed(iMix(), x, seed)
    const { pair, lambda } = plan.draws
    const keeps = (i: number): number => Math.max(lambda[i], 1 - lambda[i])
    const anchors = read(x).map((row, i) => between(row, read(x)[pair[i]], keeps(i)))
    const target = (i: number, j: number): number =>
      keeps(i) * same(i, j) + (1 - keeps(i)) * same(pair[i], j)
    return Math.max(apart(read(rows), anchors), share(
      infoNCE({ anchors: rows, positives: keys, plan, temperature: 0.2 }),
      told(anchors, read(keys), 0.2, target)))
  },

  'mix-co in its loss': (size, width, seed) => {
    const [x, keys] = [normalRows(seed, size, width), normalRows(seed + 1, size, width)]
    const { plan, rows } = mixed(mixCo(), x, seed)
    const { lambda } = plan.draws
    const half = Math.max(1, Math.floor(size / 2))
    const mixes = Array.from({ length: half }, (_, i) =>
      between(read(x)[i], read(x)[size - half + i], lambda[i]))
    const target = (i: number, j: number): number =>
      lambda[i] * same(i, j) + (1 - lambda[i]) * same(size - half + i, j)
    return Math.max(apart(read(rows), mixes), share(
      mixCoLoss({ anchors: x, positives: keys, mixed: rows, plan }),
      told(read(x), read(keys), 0.2, same) + told(mixes, read(keys), 0.05, target)))
  },

  'un-mix in its loss': (size, width, seed) => {
    const [x, keys] = [normalRows(seed, size, width), normalRows(seed + 1, size, width)]
    const { plan, rows } = mixed(unMix({ whole: seed % 2 }), x, seed)
    const { lambda: [drawn], feature: [centre] = [] } = plan.draws
    const half = Math.floor(Math.trunc(width * Math.sqrt(1 - drawn)) / 2)
    const inBox = (k: number): boolean => k >= centre - half && k < centre + half
    const lambda = seed % 2 === 1
      ? drawn
      : Array.from({ length: width }, (_, k) => inBox(k)).filter(seen => !seen).length / width
    const mixes = read(x).map((row, i) => row.map((each, k) => seed % 2 === 1
      ? drawn * each + (1 - drawn) * read(x)[size - 1 - i][k]
      : inBox(k) ? read(x)[size - 1 - i][k] : each))
    const back = (i: number, j: number): number => same(size - 1 - i, j)
    return Math.max(apart(read(rows), mixes), share(
      unMixLoss({ anchors: x, positives: keys, mixed: rows, plan }),
      told(read(x), read(keys), 0.2, same) + lambda * told(mixes, read(keys), 0.2, same) +
        (1 - lambda) * told(mixes, read(keys), 0.2, back)))
  },

  'mix-gen with its texts': (size, width, seed) => {
    const x = normalRows(seed, size, width)
    const number = Math.min(2, Math.floor(size / 2))
    const { plan, rows } = mixed(mixGen({ number: 2, lambda: 0.3 }), x, seed)
    const texts = Array.from({ length: size }, (_, i) => `t${i}`)
    const joined = texts.map((text, i) => i < number ? `${text} t${number + i}` : text)
    if (String(joinTexts(texts, plan)) !== String(joined)) return Infinity
    return apart(read(rows), read(x).map((row, i) =>
      i < number ? between(row, read(x)[number + i], 0.3) : row))
  },

  'embedding expansion in its loss': (half, width, seed) => {
    const size = 2 * half + 2
    const x = units(seed, size, width)
    const labels = Int32Array.from({ length: size }, (_, i) => Math.floor(i / 2) % 3)
    const plan = createMixer(embeddingExpansion({ inner: seed % 4 }))({ embeddings: x })
    return share(expansionTriplet({ embeddings: x, labels, plan, margin: 0.2 }),
      expanded(read(x), labels, seed % 4, 0.2))
  },

  'drop-mix': (size, width, seed) => {
    const [negatives, rows] = [normalRows(seed, size, width), normalRows(seed + 1, 3, width)]
    const options = { easiest: 0.2, hardest: 0.1, share: 0.35, stride: 3 }
    const plan = createMixer(dropMix(options), { seed })({ negatives })
    const given = read(negatives)
    const hard = (row: readonly number[]): number =>
      Math.max(...read(rows).map(each => dot(unit(each), unit(row))))
    const [first, end] = [Math.trunc(size * 0.2), Math.trunc(size * 0.9)]
    const kept = [...given].sort((a, b) => hard(a) - hard(b)).slice(first, end)
    return apart(read(dropMixRows(plan, negatives, hardness(negatives, rows))),
      kept.length === 0 ? given : kept.map((row, i) => row.map((each, k) => k % 3 === 0
        ? 0.65 * each + 0.35 * kept[plan.draws.partner[i]][k]
        : each)))
  },

  'mochi': (size, width, seed) => {
    const [anchors, bank] = [units(seed, size, width), units(seed + 1, 8, width)]
    const sets = createMixer(mochi({ hardest: 5, pairs: 3, withQuery: 2 }), { seed })({
      anchors, bank
    })
    const similarities = tf.matMul<Tensor2D>(anchors, bank, false, true)
    const { layers } = sets[0].plan
    return Math.max(...sets.map(({ each, similarities: seen, vectors }, kind) => {
      const count = size * each
      const ranks = (layer: number): Int32Array =>
        listIndices(layers[layer].source!.rows as Index, count)
      const shares = listNumbers(layers[2 * kind + 1].coefficient as number, count)
      const wanted = Array.from({ length: count }, (_, p) => {
        const anchor = read(anchors)[Math.floor(p / each)]
        const hard = [...read(bank)].sort((a, b) => dot(anchor, b) - dot(anchor, a))
        const above = kind === 0 ? hard[ranks(1)[p]] : anchor
        const row = unit(between(above, hard[ranks(2 * kind)[p]], shares[p]))
        return { row, cosine: dot(anchor, row) }
      })
      const given = { anchors, bank, similarities }
      return Math.max(apart(read(vectors(given)), wanted.map(({ row }) => row)),
        apart([[...seen(given).dataSync()]], [wanted.map(({ cosine }) => cosine)]))
    }))
  },

  'm2-mix': (size, width, seed) => {
    const [x, text] = [units(seed, size, width), units(seed + 1, size, width)]
    const pools = { text: { x: text } }
    const mix = createMixer(crossModal(), { domain: 'embedding', seed, pools })
    const { batch, plan } = mix.mix({ x })
    const [lambda] = plan.draws.lambda
    return apart(read(batch.x),
      read(x).map((row, i) => onArc(row, read(text)[i], lambda)))
  },

  'm3-mix in its loss, kind by kind': (size, width, seed) => {
    const [image, text] = [units(seed, size, width), units(seed + 1, size, width)]
    const [i, t] = [image, text].map(read)
    const [lambda, temperature] = [(seed % 10) / 10, 0.5]
    const [mixedImages, mixedTexts] = [i, t].map(rows => reversedMixes(rows, lambda))
    const products = (a: Rows, b: Rows): Rows => a.map(row => b.map(other => dot(row, other)))
    const target = (own: number, other: number) => (a: number, b: number): number =>
      own * same(a, b) + other * same(a + b, size - 1)
    const part = target(lambda, 1 - lambda)
    const wanted = {
      v: bothWays(products(mixedImages, t), temperature, part),
      l: bothWays(products(i, mixedTexts), temperature, part),
      vl: bothWays(products(mixedImages, mixedTexts), temperature, target(1, 1)),
      m2: crossed(i, t, lambda, temperature)
    }
    return Math.max(...(['v', 'l', 'vl', 'm2'] as const).map(kind => share(geodesicLoss({
      image, text, kind, lambda, temperature, mixTemperature: temperature
    }), wanted[kind])))
  },

  'metrix in its loss': (size, width, seed) => {
    const embeddings = normalRows(seed, size, width)
    const labels = Array.from({ length: size }, (_, row) => (row * 5 + seed) % 3)
    const mix = createMixer(metrixMix({ kind: 'positive-negative', pairs: 'all' }), { seed })
    const plan = mix({ embeddings, labels })
    return share(metrixMixed({ embeddings, labels, plan, margin: 0.2 }),
      metrixMixes(read(embeddings), labels, plan.draws.lambda[0], 0.2))
  },

  'sup-re-mix in its loss': (size, width, seed) => {
    const embeddings = normalRows(seed, size, width)
    const targets = Array.from({ length: size }, (_, i) => (i * 7 + seed) % 5)
    const plan = createMixer(supReMix({ window: 3 }), { seed })({ embeddings })
    const [rule] = plan.synthetic!.flatMap(each => 'stream' in each ? [each.stream] : [])
    const { alpha, beta, seed: drawn } = rule as StreamRule & { rule: 'mixed-negatives' }
    const shares = listNumbers({ rule: 'beta', seed: drawn, alpha, beta }, size * size)
    return share(supReMixLoss({ embeddings, targets, plan, temperature: 0.5 }),
      superMixed(read(embeddings), targets, 0.5, 3, Array.from(shares)))
  }
}

for (const backend of backends) {
  for (const [name, oracle] of Object.entries(oracles)) {
    test.serial(`${name}: nested loops give the same on ${backend}`, async t => {
      await useBackend(backend)
      examine(t, 20, [fc.integer({ min: 1, max: 7 }), fc.integer({ min: 3, max: 8 }),
        fc.nat(999)], (size, width, seed) => {
        const far = tf.tidy(() => oracle(size, width, seed))
        return far <= 2e-5 ? undefined : `is ${far} from the oracle`
      })
    })
  }
}
