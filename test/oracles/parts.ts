import fc from 'fast-check'
import {
  korniaCutmix, korniaJigsaw, korniaMixup, korniaMosaic, korniaTransplantation, resizemix,
  saliencymix
} from '../../domains/image/index.js'
import { masks, saliency } from '../catalogue/signals.js'
import { maskIds, noise } from '../../plugins/check/batches.js'
import { alpha, per } from './arbitraries.js'
import { blended } from './naive/blended.js'
import { authorsBox, cut } from './naive/cut.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'
import type { Outcome, Share } from './outcome.js'

/** Targets are what the pixels of an output show of every row. */
function byPixels (
  size: number, height: number, width: number,
  pixel: (output: number, y: number, x: number) => readonly Share[]
): Outcome {
  return {
    size,
    pixel,
    label: output => {
      const shares: Share[] = []
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          for (const [row, share] of pixel(output, y, x)) {
            shares.push([row, share / (height * width)])
          }
        }
      }
      return shares
    }
  }
}

const resizemixOracle = oracle({
  name: 'resizemix',
  options: fc.record({ scope: fc.constantFrom<Array<[number, number]>>([0.1, 0.8], [0.5, 1]) }),
  mixer: resizemix,
  outcome: ({ tau, centerY, centerX, pair }, { size, height, width }) => {
    const inBox = authorsBox(1 - tau[0] ** 2, centerY[0], centerX[0], height, width)
    const rows = Array.from({ length: height }, (_, y) => y)
    const columns = Array.from({ length: width }, (_, x) => x)
    const down = rows.filter(y => columns.some(x => inBox(y, x)))
    const across = columns.filter(x => rows.some(y => inBox(y, x)))
    return byPixels(size, height, width, (output, y, x) => inBox(y, x)
      ? [[pair[output], 1, [
        Math.floor((y - down[0]) * height / down.length),
        Math.floor((x - across[0]) * width / across.length)
      ]]]
      : [[output, 1]])
  }
})

const saliencymixOracle = oracle({
  name: 'saliencymix',
  options: fc.record({ alpha, per }),
  mixer: saliencymix,
  signals: { saliency },
  outcome: ({ pair, lambda }, { size, height, width }, { per: each }) => {
    const maps = noise(size * height * width, 21, 0, 1)
    const peak = (row: number): [number, number] => {
      let best = 0
      for (let k = 1; k < height * width; k++) {
        if (maps[row * height * width + k] > maps[row * height * width + best]) best = k
      }
      return [Math.floor(best / width), best % width]
    }
    return cut(pair, height, width, (row, y, x) => {
      const [k, of] = each === 'batch' ? [0, pair[0]] : [row, pair[row]]
      return authorsBox(lambda[k], ...peak(of), height, width)(y, x)
    })
  }
})

const korniaMixupOracle = oracle({
  name: 'kornia-mixup',
  options: fc.record({ share: fc.constantFrom<Array<[number, number]>>([0, 1], [0.3, 0.4]) }),
  mixer: korniaMixup,
  outcome: ({ pair, share }) => blended(pair, row => 1 - share[row])
})

const korniaCutmixOracle = oracle({
  name: 'kornia-cutmix',
  options: fc.record({
    beta: alpha, mixes: fc.constantFrom(1, 2),
    place: fc.constantFrom('sample' as const, 'batch' as const)
  }),
  mixer: korniaCutmix,
  outcome: (drawn, { size, height, width }, { mixes, place }) =>
    byPixels(size, height, width, (output, y, x) => {
      let seen: Share = [output, 1]
      for (let mix = 0; mix < mixes; mix++) {
        const rate = Math.sqrt(1 - drawn.beta[mix * size + output])
        const which = place === 'sample' ? mix * size + output : mix
        const inside = (at: number, length: number, share: number): boolean => {
          const side = Math.floor(rate * length)
          const start = Math.floor(share * Math.max(0, length - side - 1))
          return at >= start && at < start + side
        }
        if (inside(y, height, drawn.placeY[which]) && inside(x, width, drawn.placeX[which]))
          seen = [drawn.pair[mix * size + output], 1]
      }
      return [seen]
    })
})

/** The patch of `count` along a side that a pixel lies in, where it starts, and how long it is. */
function patchAt (at: number, count: number, length: number): readonly [number, number, number] {
  const edge = (k: number): number => Math.floor(k * length / count)
  let k = 0
  while (edge(k + 1) <= at) k++
  return [k, edge(k), edge(k + 1) - edge(k)]
}

const korniaJigsawOracle = oracle({
  name: 'kornia-jigsaw',
  options: fc.record({
    layout: fc.constantFrom('columns' as const, 'rows' as const),
    grid: fc.constantFrom<Array<[number, number]>>([1, 3], [2, 2], [3, 2])
  }),
  shapes: fc.record({
    size: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 3, max: 9 }),
    width: fc.integer({ min: 3, max: 9 }), channels: fc.constant(2)
  }),
  mixer: korniaJigsaw,
  outcome: ({ order }, { size, height, width }, { layout, grid: [rows, columns] }) =>
    byPixels(size, height, width, (output, y, x) => {
      const [row, top, tall] = patchAt(y, rows, height)
      const [column, left, wide] = patchAt(x, columns, width)
      const place = layout === 'rows' ? row * columns + column : column * rows + row
      const cell = order[output * rows * columns + place]
      const start = (k: number, count: number, length: number): number =>
        Math.floor(k * length / count)
      const from = (k: number, count: number, length: number, at: number, to: number): number => {
        const first = start(k, count, length)
        return first + Math.floor(at * (start(k + 1, count, length) - first) / to)
      }
      return [[output, 1, [
        from(Math.floor(cell / columns), rows, height, y - top, tall),
        from(cell % columns, columns, width, x - left, wide)
      ]]]
    })
})

const korniaMosaicOracle = oracle({
  name: 'kornia-mosaic',
  options: fc.record({ start: fc.constantFrom<Array<[number, number]>>([0.3, 0.7], [0, 1]) }),
  mixer: korniaMosaic,
  outcome: ({ tiles, startY, startX }, { size, height, width }) =>
    byPixels(size, height, width, (output, y, x) => {
      const [v, u] = [Math.floor(startY[output]) + y, Math.floor(startX[output]) + x]
      const tile = 2 * Number(u >= width) + Number(v >= height)
      const row = tile === 0 ? output : tiles[output * 3 + tile - 1] % size
      return [[row, 1, [v % height, u % width]]]
    })
})

const transplantationOracle = oracle({
  name: 'kornia-transplantation',
  options: fc.record({ excluded: fc.constantFrom<number[][]>([], [0, 2]) }),
  mixer: korniaTransplantation,
  signals: { masks },
  outcome: (drawn, { size, height, width }, { excluded }) => {
    const ids = maskIds({ size, height, width, channels: 1 })
    const partner = (row: number): number => (row + size - 1) % size
    const of = (row: number): Int32Array =>
      ids.subarray(row * height * width, (row + 1) * height * width)
    let draws = 0
    const taken = Array.from({ length: size }, (_, row) => {
      if (drawn.mix[row] === 0) return undefined
      const classes = [0, 1, 2, 3].filter(id =>
        of(partner(row)).includes(id) && !excluded.includes(id))
      return classes.length === 0 ? undefined : classes[drawn.class[draws++]]
    })
    return byPixels(size, height, width, (output, y, x) =>
      of(partner(output))[y * width + x] === taken[output]
        ? [[partner(output), 1]]
        : [[output, 1]])
  }
})

/** Naive versions of the mixers that show parts of images, in other places too. */
export const partOracles: readonly Oracle[] = [
  resizemixOracle, saliencymixOracle, korniaMixupOracle, korniaCutmixOracle, korniaJigsawOracle,
  korniaMosaicOracle, transplantationOracle
]
