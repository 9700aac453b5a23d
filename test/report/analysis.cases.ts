import test from 'ava'
import { RemixtureError, createRegistry } from '../../core/index.js'
import { clippedBox, imageDomain } from '../../domains/image/index.js'
import { pixelPairs } from '../../plugins/report/analysis.js'
import type { PixelPairs } from '../../plugins/report/analysis.js'

const registry = createRegistry(imageDomain)

type Sides = Readonly<Record<'height' | 'width', readonly [number, number]>>

function analysed (
  name: string, options: object, frame: readonly number[], plans = 1500
): PixelPairs {
  const mixer = registry.configure(name, { pairing: 'roll', ...options })
  return pixelPairs(mixer, registry, { frame, plans, seed: 3 })
}

/** The largest distance between two lists of weights. */
function gap (a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((weight, k) => Math.abs(weight - b[k])))
}

/** E over λ, every box and every pair of pixels, for alpha 1, where λ is uniform. */
function cutmixWeights (
  [height, width]: readonly number[], distances: readonly number[]
): number[] {
  const sums = distances.map(() => 0)
  const pairs = distances.map(() => 0)
  const cells = Array.from({ length: height * width }, (_, k) => [Math.floor(k / width), k % width])
  const bins = 1024
  const boxes = new Map<string, { share: number, seen: readonly number[] }>()
  for (let bin = 0; bin < bins; bin++) {
    for (const [y, x] of cells) {
      const box = clippedBox(Math.sqrt(1 - (bin + 0.5) / bins), { y, x }, [height, width])
      const key = JSON.stringify(box)
      const [{ height: [top, bottom], width: [left, right] }] = [box] as unknown as Sides[]
      const seen = cells.map(([row, column]) =>
        Number(row >= top && row < bottom && column >= left && column < right))
      const known = boxes.get(key) ?? { share: 0, seen }
      known.share += 1 / bins / cells.length
      boxes.set(key, known)
    }
  }
  for (const { share, seen } of boxes.values()) {
    const area = seen.reduce((sum, inside) => sum + inside, 0) / cells.length
    cells.forEach(([y, x], j) => {
      cells.forEach(([row, column], k) => {
        const at = distances.indexOf(Math.round(Math.hypot(row - y, column - x)))
        // The image has 1 - area of the target, and others show in the box; and the other way round
        sums[at] += share * ((1 - area) * seen[j] * seen[k] + area * (1 - seen[j]) * (1 - seen[k]))
        pairs[at] += share
      })
    })
  }
  return sums.map((sum, k) => sum / pairs[k])
}

test('mixup weighs all pairs alike, by E[λ(1 - λ)]', t => {
  for (const alpha of [0.4, 1, 4]) {
    const { weights, first } = analysed('image/mixup', { alpha }, [3, 4])
    const exact = alpha / (2 * (2 * alpha + 1))
    t.true(gap(weights, weights.map(() => weights[0])) < 1e-6)
    t.true(Math.abs(weights[0] - exact) < 0.01, `${weights[0]}, not ${exact}`)
    t.true(Math.abs(first - 2 * exact) < 0.02)
    // Control: the law of another alpha is told apart
    t.true(Math.abs(weights[0] - alpha / (2 * (4 * alpha + 1))) > 0.01)
  }
})

test('CutMix weighs pairs by what its boxes hold, counted one by one', t => {
  for (const frame of [[6, 6], [5, 8]]) {
    const { distances, weights } = analysed('image/cutmix', {}, frame)
    const exact = cutmixWeights(frame, distances)
    t.true(gap(weights, exact) < 0.02, `${weights.join()}, not ${exact.join()}`)
    // Control: neither mixup nor boxes of another law
    t.true(gap(weights, weights.map(() => 1 / 6)) > 0.08)
    t.true(gap(analysed('image/cutmix', { alpha: 0.1 }, frame).weights, exact) > 0.04)
  }
})

test('near pairs weigh more under CutMix than far ones, and HMix and GMix lie between', t => {
  const slope = (name: string): number => {
    const { weights } = analysed(name, {}, [16, 16], 500)
    return weights[1] / weights[12]
  }
  const [mixup, hmix, gmix, cutmix] =
    ['image/mixup', 'image/hmix', 'image/gmix', 'image/cutmix'].map(slope)
  t.true(Math.abs(mixup - 1) < 1e-6)
  for (const each of [hmix, gmix]) t.true(1.2 < each && each < cutmix, `${each}, ${cutmix}`)
})

/** The mean of all, which makes of shares what mixes of them penalise. */
function mean (list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length
}

function alone (name: string, size: number, options = {}, plans = 1000): PixelPairs {
  return pixelPairs(registry.configure(name, options), registry,
    { frame: [10, 10], plans, size, seed: 5 })
}

test('mixers that find their partners are analysed by the images they meet', t => {
  // Windows start at 3 … 6 of 10 pixels; 3 of 24 entries are one image
  const exact = mean([3, 4, 5, 6].flatMap(y => [3, 4, 5, 6].map(x => {
    const [own, a, b, c] = [(10 - y) * (10 - x), y * (10 - x), (10 - y) * x, y * x]
      .map(area => area / 100)
    const others = 2 * own * (a + b + c) / 8 + 2 * (a * b + a * c + b * c) * 2 / 23
    return 1 - (own ** 2 + a ** 2 + b ** 2 + c ** 2 + others)
  })))
  const { first } = alone('image/kornia-mosaic', 8)
  t.true(Math.abs(first - exact) < 0.01, `${first}, not ${exact}`)
  // Control: another number of images
  t.true(Math.abs(alone('image/kornia-mosaic', 2).first - exact) > 0.1)
})

test('the step before is of other images', t => {
  const exact = mean(Array.from({ length: 500 }, (_, bin) =>
    mean(Array.from({ length: 100 }, (_, k) => {
      const at = { y: Math.floor(k / 10), x: k % 10 }
      const box = clippedBox(Math.sqrt((bin + 0.5) / 1000), at, [10, 10])
      const [height, width] = [box.height, box.width].map(([from, to]) => to - from)
      const area = height * width / 100
      return 2 * area * (1 - area)
    }))))
  const { first } = alone('image/recursivemix', 2)
  t.true(Math.abs(first - exact) < 0.01, `${first}, not ${exact}`)
})

test('an image that meets itself alone penalises nothing', t => {
  const kept: ReadonlyArray<readonly [string, object]> = [
    ['augmix', {}], ['cropmix', { views: 3, interAugment: true }], ['kornia-jigsaw', {}],
    ['random-field', {}], ['mirror', {}]
  ]
  for (const [name, options] of kept) {
    const { weights, first } = alone(`image/${name}`, 3, options, 20)
    t.true(gap(weights, weights.map(() => 0)) < 1e-7 && Math.abs(first) < 1e-7, name)
  }
})

test('signals are given: peaks anywhere make CutMix of SaliencyMix', t => {
  const frame = [6, 6]
  const maps = (step: number) => {
    const data = new Float32Array(2 * 36)
    for (const row of [0, 1]) data[row * 36 + step % 36] = 1
    return { saliency: { data, shape: [2, ...frame] } }
  }
  const mixer = registry.configure('image/saliencymix', { pairing: 'roll' })
  const { weights } = pixelPairs(mixer, registry, { frame, plans: 1800, seed: 3, signals: maps })
  t.true(gap(weights, analysed('image/cutmix', {}, frame).weights) < 0.03)
})

test('what cannot be analysed says so', t => {
  const error = (act: () => unknown): string =>
    t.throws(act, { instanceOf: RemixtureError })?.message ?? ''
  t.is(error(() => analysed('image/mixup', {}, [6])),
    'pixelPairs: "frame" must be [height, width], got [6]')
  t.regex(error(() => analysed('image/saliencymix', {}, [6, 6])), /signal "saliency"/)
  t.regex(error(() => alone('image/pixmix', 2)), /pool "pictures"/)
  t.regex(error(() => analysed('image/alignmix', {}, [6, 6])), /blend must show a share/)
  for (const plans of [0, 1.5, NaN]) {
    t.is(error(() => analysed('image/mixup', {}, [6, 6], plans)),
      `pixelPairs: "plans" must be a whole number of at least 1, got ${plans}`)
  }
})
