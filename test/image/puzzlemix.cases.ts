import * as tf from '@tensorflow/tfjs-core'
import {
  Rng, createMixer, freeze, gridPairs, parse, stringify, useBackend
} from '../../core/index.js'
import type { Mask, Plan } from '../../core/index.js'
import { puzzlemix } from '../../domains/image/index.js'
import { bordersOf } from '../../domains/image/puzzle/borders.js'
import type { PuzzleCosts, PuzzleOptions } from '../../domains/image/puzzle/costs.js'
import { puzzleCosts, puzzleLabels } from '../../domains/image/puzzle/costs.js'
import { transportPatches, waysIn } from '../../domains/image/puzzle/transport.js'
import { noise } from '../../plugins/check/batches.js'
import { gradient, pixels, saliency } from '../catalogue/signals.js'
import { images } from '../../plugins/check/batches.js'
import { read } from '../universal/read.js'
import { onCpu } from '../on-cpu.js'

const SIDE = 3
const options = (labels: number, solver: 'exact' | 'swap'): PuzzleOptions =>
  ({ labels, beta: 1.2, gamma: 0.5, eta: 0.2, solver })

/** Costs of two images of noise. */
function costsOf (seed: number): PuzzleCosts {
  const data = noise(2 * 12 * 12 * 3, seed, 0, 1)
  const borders = bordersOf({ data, shape: [2, 12, 12, 3] }, [SIDE, SIDE], 2, [1])
  const shares = [0, 1].map(k => {
    const salient = Float64Array.from(noise(SIDE * SIDE, 100 + 2 * seed + k, 0, 1))
    const sum = salient.reduce((all, share) => all + share)
    return salient.map(share => share / sum)
  })
  return puzzleCosts([shares[0], shares[1]], [0, 1], SIDE, options(2, 'exact'), borders)
}

/** The energy of a labelling, term by term. */
function energy (
  { own, partner, pairs }: PuzzleCosts, labels: ArrayLike<number>, count: number, lambda: number
): number {
  const large = 1000 * SIDE * SIDE
  const ways = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]][count - 1]
  let sum = 0
  for (let cell = 0; cell < own.length; cell++) {
    const j = labels[cell]
    const t = j / (count - 1)
    const prior = -0.2 / SIDE ** 2 *
      Math.log(ways[j] * lambda ** (count - 1 - j) * (1 - lambda) ** j + 1e-8)
    sum += Math.trunc(large * ((1 - t) * own[cell] + t * partner[cell] + prior))
  }
  const { from, to } = gridPairs(SIDE, SIDE)
  pairs.forEach((pair, k) => {
    sum += Math.trunc(large * (pair + 1.2 / SIDE / 16)) *
      (labels[from[k]] - labels[to[k]]) ** 2 / (count - 1) ** 2
  })
  return sum
}

onCpu('two labels are the best of all 512, as a swap finds them too', t => {
  for (let seed = 0; seed < 12; seed++) {
    const costs = costsOf(seed)
    const lambda = 0.05 + 0.9 * Rng(seed).uniform()
    const all = Array.from({ length: 2 ** (SIDE * SIDE) }, (_, code) =>
      energy(costs, Array.from({ length: SIDE * SIDE }, (_, k) => code >> k & 1), 2, lambda))
    for (const solver of ['exact', 'swap'] as const) {
      const labels = puzzleLabels(costs, SIDE, lambda, options(2, solver))
      t.is(energy(costs, labels, 2, lambda), Math.min(...all))
    }
  }
})

onCpu('three and four labels never cost more than the authors\' swap finds', t => {
  for (let seed = 0; seed < 80; seed++) {
    const costs = costsOf(seed)
    const lambda = 0.05 + 0.9 * Rng(seed).uniform()
    for (const count of [3, 4]) {
      const [exact, swap] = (['exact', 'swap'] as const).map(solver =>
        energy(costs, puzzleLabels(costs, SIDE, lambda, options(count, solver)), count, lambda))
      t.true(exact <= swap)
    }
  }
})

/** The authors' rounds on whole matrices of costs. */
function rounds (
  salient: Float64Array, seen: readonly number[], side: number, epsilon: number
): number[] {
  const count = side * side
  const cost = salient.length === count ? Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) =>
      epsilon * ((Math.floor(i / side) - Math.floor(j / side)) ** 2 +
        (i % side - j % side) ** 2) / (side - 1) ** 2 - salient[i] * Number(seen[j] > 0))) : []
  let won: number[] = []
  for (let round = 0; round < side; round++) {
    const picked = cost.map(row => row.indexOf(Math.min(...row)))
    won = Array.from({ length: count }, (_, j) => {
      const fight = picked.map((pick, i) => pick === j ? cost[i][j] : 0)
      const best = fight.indexOf(Math.min(...fight))
      return picked[best] === j ? best : -1
    })
    picked.forEach((j, i) => { if (won[j] !== i) cost[i][j]++ })
  }
  return won
}

onCpu('patches go where the authors\' rounds take them', t => {
  for (let seed = 0; seed < 40; seed++) {
    const side = 2 + seed % 4
    const rng = Rng(seed)
    const salient = Float64Array.from({ length: side * side }, () => rng.uniform())
    const sum = salient.reduce((all, share) => all + share)
    const seen = Array.from(salient, () => Number(rng.uniform() < 0.5))
    for (const epsilon of [0, 0.01, 0.1, 0.8]) {
      const shares = salient.map(share => share / sum)
      const expected = rounds(shares, seen, side, epsilon)
      const found = transportPatches(shares, seen, waysIn([side, side], epsilon))
      // What is not seen may be anything
      seen.forEach((each, j) => { if (each > 0) t.is(found[j], expected[j]) })
    }
  }
})

onCpu('wasm moves patches and noise as cpu does', async t => {
  const mixed: unknown[] = []
  for (const backend of ['cpu', 'wasm']) {
    await useBackend(backend)
    const x = images({ size: 3, height: 12, width: 8, channels: 3 })
    const mix = createMixer(puzzlemix({
      blocks: [1, 1], patch: 2, cost: 0.01, adversarial: { probability: 1, epsilon: 8 }
    }), { seed: 3, signals: { saliency, pixels, gradient } })
    mixed.push(Array.from(read(mix.mix({ x }).batch.x), each => Math.round(each * 1e5)))
  }
  await useBackend('cpu')
  t.deepEqual(mixed[0], mixed[1])
})

onCpu('bytes on the host move and get noise as tensors up to 1 do', t => {
  const shape = [3, 12, 8, 3]
  const bytes = Uint8Array.from(noise(3 * 12 * 8 * 3, 9, 0, 256))
  const mix = createMixer(puzzlemix({
    blocks: [1, 1], patch: 2, cost: 0.01, adversarial: { probability: 1, epsilon: 8 }
  }), { seed: 3, signals: { saliency, pixels, gradient } })
  const x = tf.tensor4d(Float32Array.from(bytes, byte => byte / 255), [3, 12, 8, 3])
  const plan = mix.plan({ x })
  const floats = read(mix.apply({ x }, plan).x)
  const mixed = mix.apply({ x: { data: bytes, shape } }, plan).x.data
  t.notDeepEqual(mixed, bytes)
  mixed.forEach((byte, k) => { t.true(Math.abs(byte - floats[k] * 255) <= 0.5 + 1e-3) })
})

onCpu('a plan is data, makes the same again, and has as many levels as labels', async t => {
  const x = images({ size: 3, height: 16, width: 16, channels: 3 })
  const mix = createMixer(puzzlemix({ blocks: [2, 2], labels: 4 }),
    { seed: 3, signals: { saliency, pixels } })
  const plan: Plan = mix.plan({ x })
  t.is(await freeze(plan), plan)
  t.deepEqual(read(mix.apply({ x }, parse(stringify(plan))).x), read(mix.apply({ x }, plan).x))
  const { levels, of, grid } = plan.layers[1].where as Mask
  t.deepEqual([of, grid], [3, [4, 4]])
  t.true((levels as Uint8Array).every(level => level <= 3))
})
