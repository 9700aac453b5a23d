import fc from 'fast-check'
import { stream } from '../../core/random/stream.js'
import {
  fmix, gmix, gridmix, hmix, maskmix, patchMixing, smoothmix, tokenmix
} from '../../domains/image/index.js'
import { alpha, per } from './arbitraries.js'
import { authorsBox } from './naive/cut.js'
import { smoothImage } from './naive/fourier.js'
import { masked } from './naive/masked.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'
import type { Outcome } from './outcome.js'

const fmixOracle = oracle({
  name: 'fmix',
  options: fc.record({
    alpha, per, maxSoft: fc.constantFrom(0, 0.3), reformulate: fc.boolean(),
    variant: fc.constantFrom('paper' as const, 'reference' as const)
  }),
  mixer: fmix,
  outcome: (drawn, { height, width }, options) => {
    const n = height * width
    const skewed = options.variant === 'reference' && height > 1
    const masks = drawn.lambda.map((lambda, k) => {
      const { normal } = stream(drawn.noise[0], k)
      const image = smoothImage([height, width], 3, skewed, normal)
      const own = drawn.roundUp[k] === 1 ? Math.ceil(lambda * n) : Math.floor(lambda * n)
      const soft = Math.trunc(n * Math.min(options.maxSoft, lambda, 1 - lambda))
      const ramp = Math.min(soft, own, n - own)
      const order = image.map((_, cell) => cell).sort((a, b) => image[b] - image[a] || a - b)
      const shares = image.map(() => 0)
      order.forEach((cell, place) => {
        if (place < own - ramp) shares[cell] = 1
        else if (place < own + ramp)
          shares[cell] = Math.fround(1 - (place - own + ramp) / (2 * ramp - 1))
      })
      return shares
    })
    const of = (row: number): number => options.per === 'batch' ? 0 : row
    return masked(drawn.pair, height, width,
      (row, y, x) => Math.fround(1 - masks[of(row)][y * width + x]),
      row => options.reformulate ? 1 : drawn.lambda[of(row)])
  }
})

const gridmixOracle = oracle({
  name: 'gridmix',
  options: fc.record({
    alpha,
    holes: fc.constantFrom<Array<[number, number]>>([1, 1], [2, 4], [9, 9]),
    area: fc.constantFrom<Array<[number, number]>>([1, 1], [0.3, 0.9]),
    aspect: fc.constantFrom<Array<[number, number]>>([1, 1], [0.5, 3]),
    holeAspect: fc.constantFrom<Array<[number, number]>>([1, 1], [0.4, 2])
  }),
  mixer: gridmix,
  outcome: (drawn, { height, width }, { area, aspect, holeAspect }) => {
    const value = (name: string, [low, high]: readonly number[]): number =>
      low === high ? low : drawn[name][0]
    const cutWidth = Math.trunc(Math.sqrt(
      Math.trunc(height * width * value('area', area)) / value('aspect', aspect)))
    const [h, w] = [Math.min(height, Math.trunc(cutWidth * value('aspect', aspect))),
      Math.min(width, cutWidth)]
    const top = Math.trunc((height - h) * drawn.windowY[0])
    const left = Math.trunc((width - w) * drawn.windowX[0])
    const many = Math.max(1, Math.min(drawn.holes[0], Math.floor(w / 2)))
    const cellWidth = Math.max(1, Math.ceil(w / many))
    const cellHeight = Math.max(1, Math.trunc(cellWidth * value('holeAspect', holeAspect)))
    const hole = (cell: number): number => {
      const side = Math.trunc(cell * Math.sqrt(1 - drawn.lambda[0]))
      return Math.min(Math.max(side, 1), cell - 1)
    }
    return masked(drawn.pair, height, width, (_row, y, x) => Number(
      y >= top && y < top + h && x >= left && x < left + w &&
      (y - top) % cellHeight < hole(cellHeight) && (x - left) % cellWidth < hole(cellWidth)))
  }
})

/** exp(-d² / spread), rounded as a mask is; nothing for a spread of 0. */
function bell (y: number, x: number, spread: number): number {
  if (!(spread > 0)) return 0
  const share = Math.exp(-(y ** 2) / spread) * Math.exp(-(x ** 2) / spread)
  // No denormal numbers: they are nothing on a GPU
  return share < 2 ** -126 ? 0 : Math.fround(share)
}

function partnersByFlip (size: number): number[] {
  return Array.from({ length: size }, (_, row) => size - 1 - row)
}

const gmixOracle = oracle({
  name: 'gmix',
  options: fc.record({ alpha }),
  mixer: gmix,
  outcome: ({ lambda: [lambda], centerY, centerX }, { size, height, width }) => {
    const spread = (lambda < 0.5 ? lambda : 1 - lambda) * height * width / Math.PI
    return masked(partnersByFlip(size), height, width, (_row, y, x) => {
      const inside = bell(y - centerY[0], x - centerX[0], spread)
      return lambda < 0.5 ? Math.fround(1 - inside) : inside
    })
  }
})

const smoothmixOracle = oracle({
  name: 'smoothmix',
  options: fc.record({
    sigma: fc.constantFrom<Array<[number, number]>>([0.25, 0.5], [0.1, 0.1])
  }),
  mixer: smoothmix,
  outcome: (drawn, { height, width }, { sigma: [low, high] }) => {
    const sigma = (low + drawn.sigma[0] * (high - low)) * Math.sqrt(height * width)
    /** Where the middle of a plane of twice the side lies in the image, once it is moved. */
    const middle = (draw: number, length: number): number =>
      Math.trunc(draw - length / 2) + length - 0.5 - Math.floor(length / 2)
    return masked(drawn.pair, height, width, (_row, y, x) => bell(
      y - middle(drawn.centerY[0], height), x - middle(drawn.centerX[0], width), 2 * sigma ** 2))
  }
})

const hmixOracle = oracle({
  name: 'hmix',
  options: fc.record({ alpha, ratio: fc.constantFrom(0, 0.75, 1) }),
  mixer: hmix,
  outcome: ({ lambda: [lambda], centerY, centerX }, { size, height, width }, { ratio }) => {
    const inBox = authorsBox(1 - (1 - lambda) * ratio, centerY[0], centerX[0], height, width)
    let area = 0
    for (let k = 0; k < height * width; k++) area += Number(inBox(Math.floor(k / width), k % width))
    const around = 1 - area / (height * width)
    const own = around > 0 ? lambda / around : 0
    return masked(partnersByFlip(size), height, width,
      (_row, y, x) => inBox(y, x) ? 1 : 1 - own)
  }
})

const patchOptions = fc.record({ patch: fc.constantFrom(1, 2, 3, 20) })

/** Patches of which some are listed: whether a pixel lies in one of them. */
function inPatches (
  height: number, width: number, patch: number, listed: (row: number, each: number) => number[]
): (row: number, y: number, x: number) => boolean {
  const columns = Math.ceil(width / patch)
  const each = columns * Math.ceil(height / patch)
  return (row, y, x) =>
    listed(row, each).includes(Math.floor(y / patch) * columns + Math.floor(x / patch))
}

const patchMixingOracle = oracle({
  name: 'patch-mixing',
  options: patchOptions,
  mixer: patchMixing,
  outcome: (drawn, { height, width }, { patch }) => {
    const replaced = inPatches(height, width, patch, (row, each) =>
      drawn.cells.slice(row * each, row * each + Math.round(drawn.ratio[0] * each)))
    return masked(drawn.pair, height, width, (row, y, x) => Number(replaced(row, y, x)))
  }
})

const maskmixOracle = oracle({
  name: 'maskmix',
  options: fc.record({ patch: fc.constantFrom(1, 2, 3, 20), alpha }),
  mixer: maskmix,
  outcome: (drawn, { height, width }, { patch }) => {
    const kept = inPatches(height, width, patch, (row, each) =>
      drawn.cells.slice(row * each, row * each + Math.ceil(drawn.ratio[0] * each)))
    const count = Math.ceil(height / patch) * Math.ceil(width / patch)
    return masked(drawn.pair, height, width, (row, y, x) => Number(!kept(row, y, x)),
      () => Math.ceil(drawn.ratio[0] * count) / count)
  }
})

const tokenmixOracle = oracle({
  name: 'tokenmix',
  options: fc.record({
    grid: fc.constantFrom(2, 3, 5), least: fc.constantFrom(1, 3),
    lambda: fc.constantFrom(0, 0.5, 0.9)
  }),
  mixer: tokenmix,
  outcome: (drawn, { height, width }, { grid, least, lambda }): Outcome => {
    const wanted = Math.min(grid * grid, Math.trunc((1 - lambda) * grid * grid) + least)
    const tokens = new Set<number>()
    let [attempt, placed, tries] = [0, 0, 0]
    const round = (value: number): number => {
      const low = Math.floor(value)
      return value - low === 0.5 ? low + low % 2 : Math.round(value)
    }
    while (attempt < (drawn.area?.length ?? 0) && tokens.size < wanted && tries < 10) {
      const [area, aspect] = [drawn.area[attempt], Math.exp(drawn.logAspect[attempt])]
      attempt++
      tries++
      const [h, w] = [round(Math.sqrt(area * aspect)), round(Math.sqrt(area / aspect))]
      if (h >= grid || w >= grid) continue
      const [top, left] = [drawn.top[placed], drawn.left[placed]]
      placed++
      const fresh: number[] = []
      for (let y = top; y < top + h; y++) {
        for (let x = left; x < left + w; x++) {
          if (!tokens.has(y * grid + x)) fresh.push(y * grid + x)
        }
      }
      if (fresh.length === 0 || fresh.length > wanted - tokens.size) continue
      fresh.forEach(token => tokens.add(token))
      tries = 0
    }
    return masked(drawn.pair, height, width, (_row, y, x) => Number(tokens.has(
      Math.floor(y * grid / height) * grid + Math.floor(x * grid / width))))
  }
})

/** Naive versions of the mixers that paint by masks. */
export const maskOracles: readonly Oracle[] = [
  fmixOracle, gridmixOracle, gmixOracle, smoothmixOracle, hmixOracle, patchMixingOracle,
  maskmixOracle, tokenmixOracle
]
