import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { ConfiguredMixer, MixOptions, Plan } from '../../core/index.js'
import { createMixer, useBackend } from '../../core/index.js'
import { alignmix, puzzlemix, snapmix } from '../../domains/image/index.js'
import type { Shape } from '../../plugins/check/batches.js'
import { CLASSES, classIndices, images, noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { backends } from '../backends.js'
import { pixels, saliency } from '../catalogue/signals.js'
import { read } from '../universal/read.js'
import { authorsBox } from './naive/cut.js'
import { cellMeans } from './naive/labelled.js'
import { cellAt, puzzleLabelling } from './naive/puzzle.js'
import { transported } from './naive/transported.js'

/** A number of a batch. */
type Pixel = (row: number, y: number, x: number, c: number) => number

interface Naive {
  readonly pixel: Pixel
  /** What the row itself weighs in its target, and what its partner. */
  readonly weights: (row: number) => readonly [number, number]
}

/** How far mixes of batches of several shapes are from their naive version. */
function apart (
  mixer: ConfiguredMixer, shape: Shape, seed: number, signals: MixOptions['signals'],
  naive: (draws: Plan['draws'], x: Pixel) => Naive
): number {
  const { size, height, width, channels } = shape
  tf.engine().startScope()
  const x = images(shape, seed)
  const label = classIndices(size)
  const mix = createMixer(mixer, { seed, signals, targets: { label: { classes: CLASSES } } })
  const { batch, plan } = mix.mix({ x, label })
  const values = read(x)
  const { pixel, weights } = naive(plan.draws, (row, y, column, c) =>
    values[((row * height + y) * width + column) * channels + c])
  const painted = Array.from(values, (_, k) => pixel(
    Math.floor(k / (height * width * channels)), Math.floor(k / (width * channels)) % height,
    Math.floor(k / channels) % width, k % channels))
  const labels = Array.from({ length: size * CLASSES }, (_, k) => {
    const [row, c] = [Math.floor(k / CLASSES), k % CLASSES]
    const [own, other] = weights(row)
    return own * Number(label[row] === c) + other * Number(label[plan.draws.pair[row]] === c)
  })
  const far = Math.max(distance(read(batch.x), painted),
    distance(read(batch.label), labels))
  tf.engine().endScope()
  return far
}

const shapes: readonly Shape[] = [
  { size: 4, height: 9, width: 6, channels: 3 }, { size: 1, height: 5, width: 5, channels: 1 },
  { size: 3, height: 7, width: 11, channels: 2 }, { size: 5, height: 4, width: 4, channels: 4 }
]

for (const backend of backends) {
  test.serial(`snapmix resizes a box into a box and weighs activation on ${backend}`, async t => {
    await useBackend(backend)
    for (const shape of shapes) {
      const { size, height, width } = shape
      const maps = noise(size * height * width, 21, 0, 1)
      const labels = classIndices(size)
      for (let seed = 0; seed < 12; seed++) {
        const far = apart(snapmix({ alpha: [1, 5, 0.3][seed % 3] }), shape, seed,
          { activation: saliency }, (draws, x) => snapped(draws, x, { shape, maps, labels }))
        t.true(far < 2e-6, `seed ${seed}, ${JSON.stringify(shape)}: ${far}`)
      }
    }
  })

  test.serial(`puzzlemix moves patches to where images are seen on ${backend}`, async t => {
    await useBackend(backend)
    for (let seed = 0; seed < 24; seed++) {
      const shape = { size: 1 + seed % 4, height: 8, width: 8, channels: 3 }
      const options = { labels: 2 + seed % 3, beta: 0.5, gamma: 0.5, eta: 0.2, neighbours: 2,
        std: [1] }
      const [patch, cost] = [[1, 2, 4][seed % 3], [0.01, 0.1, 0.8][Math.floor(seed / 3) % 3]]
      const far = apart(puzzlemix({ ...options, blocks: [1, 1], patch, cost }), shape, seed,
        { saliency, pixels }, ({ lambda, pair }, x) => {
          const maps = noise(shape.size * 64, 21, 0, 1)
          const side = 8 / patch
          const rows = pair.map((partner, row) => {
            const labels = puzzleLabelling(lambda[0], row, partner, shape, options)
            const seen = (k: number): number => labels[cellAt(shape,
              Math.floor(k / side) * patch, k % side * patch)]
            const from = (image: number, shows: (label: number) => number): number[] => transported(
              cellMeans(maps.subarray(image * 64, (image + 1) * 64), 8, 8, side),
              Array.from({ length: side * side }, (_, k) => shows(seen(k))), cost)
            return { labels, own: from(row, label => options.labels - 1 - label),
              other: from(partner, label => label) }
          })
          const share = (row: number, y: number, column: number): number =>
            rows[row].labels[cellAt(shape, y, column)] / (options.labels - 1)
          const moved = (image: number, from: number[], y: number, column: number, c: number) => {
            const source = from[Math.floor(y / patch) * side + Math.floor(column / patch)]
            return source < 0 ? 0 : x(image, Math.floor(source / side) * patch + y % patch,
              source % side * patch + column % patch, c)
          }
          return {
            pixel: (row, y, column, c) =>
              (1 - share(row, y, column)) * moved(row, rows[row].own, y, column, c) +
              share(row, y, column) * moved(pair[row], rows[row].other, y, column, c),
            weights: row => {
              const other = rows[row].labels.reduce((sum, label) => sum + label, 0) / 4 /
                (options.labels - 1)
              return [1 - other, other]
            }
          }
        })
      t.true(far < 1e-6, `seed ${seed}: ${far}`)
    }
  })

  test.serial(`alignmix moves features along the transport on ${backend}`, async t => {
    await useBackend(backend)
    for (let seed = 0; seed < 12; seed++) {
      const shape = { size: 1 + seed % 3, height: 3, width: 2 + seed % 2, channels: 4 }
      const [epsilon, threshold] = [[0.5, 2, 5][seed % 3], [0.1, 0, 1][seed % 3]]
      const far = apart(alignmix({ epsilon, threshold, iterations: 8 }), shape, seed, {},
        (draws, x) => aligned(draws, x, shape, { epsilon, threshold }))
      t.true(far < 1e-5, `seed ${seed}: ${far}`)
    }
  })
}

/** SnapMix by its two boxes, the one that is shown resized with its corners kept. */
function snapped (
  { lambda, sourceLambda, centerY, centerX, pair }: Plan['draws'], x: Pixel,
  { shape: { height, width }, maps, labels }:
  { readonly shape: Shape, readonly maps: Float32Array, readonly labels: readonly number[] }
): Naive {
  const edges = (inBox: (y: number, x: number) => boolean): number[] => {
    const cells = Array.from({ length: height * width }, (_, k) => k)
      .filter(k => inBox(Math.floor(k / width), k % width))
    const [ys, xs] = [cells.map(k => Math.floor(k / width)), cells.map(k => k % width)]
    return [Math.min(...ys), Math.max(...ys), Math.min(...xs), Math.max(...xs), cells.length]
  }
  const into = authorsBox(lambda[0], centerY[0], centerX[0], height, width)
  const from = authorsBox(sourceLambda[0], centerY[1], centerX[1], height, width)
  const [[top, bottom, left, right, area], [fromTop, fromBottom, fromLeft, fromRight, fromArea]] =
    [edges(into), edges(from)]
  if (area === 0 || fromArea === 0) return { pixel: x, weights: () => [1, 0] }
  const held = (row: number, inBox: (y: number, x: number) => boolean): number => {
    let [all, inside] = [0, 0]
    for (let k = 0; k < height * width; k++) {
      const value = maps[row * height * width + k]
      all += value
      if (inBox(Math.floor(k / width), k % width)) inside += value
    }
    return inside / (all + 1e-8)
  }
  // Where a pixel of the box lies in the other one, its first and last on the first and last
  const place = (p: number, first: number, last: number, low: number, high: number): number =>
    low + (last > first ? (p - first) * (high - low) / (last - first) : 0)
  return {
    pixel (row, y, column, c) {
      if (!into(y, column)) return x(row, y, column, c)
      const [atY, atX] = [place(y, top, bottom, fromTop, fromBottom),
        place(column, left, right, fromLeft, fromRight)]
      const [y0, x0] = [Math.floor(atY), Math.floor(atX)]
      const [y1, x1] = [Math.min(y0 + 1, fromBottom), Math.min(x0 + 1, fromRight)]
      const line = (at: number): number => x(pair[row], at, x0, c) * (1 - atX + x0) +
        x(pair[row], at, x1, c) * (atX - x0)
      return line(y0) * (1 - atY + y0) + line(y1) * (atY - y0)
    },
    weights (row) {
      const [own, other] = [1 - held(row, into), held(pair[row], from)]
      const both = labels[row] === labels[pair[row]]
      return both ? [own + other, own + other] : [own, other]
    }
  }
}

/** AlignMix by Sinkhorn's rounds on scalings, which end for all rows at once. */
function aligned (
  { lambda: [lambda], partner: [moves], pair }: Plan['draws'], x: Pixel,
  { size, height, width, channels }: Shape,
  { epsilon, threshold }: { readonly epsilon: number, readonly threshold: number }
): Naive {
  const places = height * width
  const at = (row: number, place: number, c: number): number =>
    x(row, Math.floor(place / width), place % width, c)
  const every = Array.from({ length: places }, (_, place) => place)
  const shares = pair.map((partner, row) => every.map(i => every.map(j => {
    let square = 0
    for (let c = 0; c < channels; c++) square += (at(row, i, c) - at(partner, j, c)) ** 2
    return Math.exp(-square / epsilon)
  })))
  const margin = 1 / places + 1e-8
  for (let round = 0, moved = Infinity; round < 8 && moved >= threshold; round++) {
    moved = 0
    for (const plan of shares) {
      for (const line of plan) {
        const grow = margin / line.reduce((sum, share) => sum + share)
        moved += epsilon * Math.abs(Math.log(grow)) / size
        line.forEach((share, j) => { line[j] = share * grow })
      }
      for (const j of every) {
        const grow = margin / every.reduce((sum, i) => sum + plan[i][j], 0)
        for (const i of every) plan[i][j] *= grow
      }
    }
  }
  return {
    weights: () => [lambda, 1 - lambda],
    pixel (row, y, column, c) {
      const place = y * width + column
      const partner = pair[row]
      const own = moves === 0 ? at(row, place, c) : every.reduce((sum, i) =>
        sum + places * shares[row][i][place] * at(row, i, c), 0)
      const other = moves === 1 ? at(partner, place, c) : every.reduce((sum, j) =>
        sum + places * shares[row][place][j] * at(partner, j, c), 0)
      return lambda * own + (1 - lambda) * other
    }
  }
}
