import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../core/index.js'
import { createMixer, mixup, previous, roll, useBackend } from '../../core/index.js'
import { gaussianField } from '../../core/math/index.js'
import { stream } from '../../core/random/stream.js'
import {
  mirror, randomField, stylecutmix, stylemix, styles, yoco
} from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { backends } from '../backends.js'
import { read } from '../universal/read.js'
import { authorsBox } from './naive/cut.js'

const [SIZE, HEIGHT, WIDTH, CHANNELS, CLASSES] = [3, 7, 6, 3, 4]
const CELLS = HEIGHT * WIDTH * CHANNELS
const EPSILON = 1e-5

type Pixel = (row: number, y: number, x: number, channel: number) => number
const values = noise(SIZE * CELLS, 5, 0, 1)
const image: Pixel = (row, y, x, c) => values[((row * HEIGHT + y) * WIDTH + x) * CHANNELS + c]
const soft = noise(SIZE * CLASSES, 6, 0, 1)
const batch = () => ({
  x: tf.tensor4d(values, [SIZE, HEIGHT, WIDTH, CHANNELS]),
  label: tf.tensor2d(soft, [SIZE, CLASSES])
})

function pictures (pixel: Pixel): number[] {
  return Array.from({ length: SIZE * CELLS }, (_, k) => pixel(
    Math.floor(k / CELLS), Math.floor(k / (WIDTH * CHANNELS)) % HEIGHT,
    Math.floor(k / CHANNELS) % WIDTH, k % CHANNELS))
}

/** How far a mix lies from its naive version, pictures and labels. */
function apart (
  mix: ReturnType<typeof createMixer>, step: number,
  naive: (draws: Plan['draws']) => { pixel: Pixel, own: (row: number) => number, pair?: number[] }
): number {
  const given = batch()
  const { batch: mixed, plan } = mix.mix(given, { step })
  const { pixel, own, pair } = naive(plan.draws)
  const labels = Array.from(soft, (value, k) => {
    const [row, c] = [Math.floor(k / CLASSES), k % CLASSES]
    return own(row) * value + (1 - own(row)) * soft[(pair?.[row] ?? row) * CLASSES + c]
  })
  return Math.max(distance(read(mixed.x), pictures(pixel)), distance(read(mixed.label), labels))
}

/** Content c in the style of s: deviations of all pixels but one, as the authors' code has them. */
function adaptedTo (content: number, style: number, y: number, x: number, c: number): number {
  const moments = (row: number): readonly [number, number] => {
    let [sum, square] = [0, 0]
    for (let k = 0; k < HEIGHT * WIDTH; k++) sum += image(row, Math.floor(k / WIDTH), k % WIDTH, c)
    const mean = sum / (HEIGHT * WIDTH)
    for (let k = 0; k < HEIGHT * WIDTH; k++)
      square += (image(row, Math.floor(k / WIDTH), k % WIDTH, c) - mean) ** 2
    return [mean, Math.sqrt(square / (HEIGHT * WIDTH - 1) + EPSILON)]
  }
  const [[mean, deviation], [wantedMean, wanted]] = [moments(content), moments(style)]
  return (image(content, y, x, c) - mean) / deviation * wanted + wantedMean
}

const pools = { styles: styles() }
/** As a step is planned anew, each is another case. */
const steps = [0, 1, 2, 3, 4, 5]

for (const backend of backends) {
  test.serial(`stylemix sums the four parts of the paper on ${backend}`, async t => {
    await useBackend(backend)
    const mix = createMixer(stylemix(), { seed: 3, pools })
    for (const step of steps) {
      tf.engine().startScope()
      t.true(apart(mix, step, ({ pair, content: [rc], style: [rs], overlap: [at] }) => ({
        pixel: (row, y, x, c) => at * image(row, y, x, c) +
          (1 - rc - rs + at) * image(pair[row], y, x, c) +
          (rc - at) * adaptedTo(row, pair[row], y, x, c) +
          (rs - at) * adaptedTo(pair[row], row, y, x, c),
        own: () => 0.7 * rc + 0.3 * rs,
        pair: [...pair]
      })) < 1e-5, `step ${step}`)
      tf.engine().endScope()
    }
  })

  test.serial(`stylecutmix composes as its code does on ${backend}`, async t => {
    await useBackend(backend)
    const mix = createMixer(stylecutmix(), { seed: 4, pools })
    for (const step of steps) {
      tf.engine().startScope()
      t.true(apart(mix, step, draws => {
        const { pair, lambda: [l], style: [rs], gamma: [g], centerY: [cy], centerX: [cx] } = draws
        const inside = authorsBox(1 - l, cy, cx, HEIGHT, WIDTH)
        const cells = Array.from({ length: HEIGHT * WIDTH }, (_, k) =>
          Number(inside(Math.floor(k / WIDTH), k % WIDTH)))
        const area = cells.reduce((sum, cell) => sum + cell, 0) / cells.length
        return {
          pixel: (row, y, x, c) => {
            const partner = pair[row]
            const [g11, g22] = [image(row, y, x, c), image(partner, y, x, c)]
            const g12 = g * g11 + (1 - g) * adaptedTo(row, partner, y, x, c)
            const g21 = g * g22 + (1 - g) * adaptedTo(partner, row, y, x, c)
            const rc = Number(inside(y, x))
            const both = Math.max(0, rc + rs - 1)
            return both * g11 + (1 - rc - rs + both) * g22 + (rc - both) * g12 + (rs - both) * g21
          },
          own: () => 0.7 * area + 0.3 * (g * area + (1 - g) * rs),
          pair: [...pair]
        }
      }) < 1e-5, `step ${step}`)
      tf.engine().endScope()
    }
  })

  test.serial(`yoco mirrors and mixes halves by themselves on ${backend}`, async t => {
    await useBackend(backend)
    const half = (wide: number, y: number, x: number): number =>
      Number(wide === 1 ? x >= Math.trunc(WIDTH / 2) : y >= Math.trunc(HEIGHT / 2))
    const mirrored = createMixer(yoco(mirror()), { seed: 5 })
    const mixed = createMixer(yoco(mixup()), { seed: 6 })
    for (const step of steps) {
      tf.engine().startScope()
      t.true(apart(mirrored, step, ({ wide: [wide], mirror: coins }) => ({
        pixel: (row, y, x, c) => {
          const part = half(wide, y, x)
          if (coins[part * SIZE + row] === 0) return image(row, y, x, c)
          const [first, last] = wide === 0 ? [0, WIDTH - 1] : part === 0 ? [0, 2] : [3, WIDTH - 1]
          return image(row, y, first + last - x, c)
        },
        own: () => 1
      })) < 1e-6, `mirrored, step ${step}`)
      const given = batch()
      const { batch: { x, label }, plan: { draws } } = mixed.mix(given, { step })
      const { wide: [wide], lambda, pair } = draws
      const far = distance(read(x), pictures((row, y, column, c) => {
        const part = half(wide, y, column)
        return lambda[part] * image(row, y, column, c) +
          (1 - lambda[part]) * image(pair[part * SIZE + row], y, column, c)
      }))
      const first = wide === 1 ? Math.trunc(WIDTH / 2) / WIDTH : Math.trunc(HEIGHT / 2) / HEIGHT
      const shares = [first, 1 - first]
      const labels = Array.from(soft, (_, k) => shares.reduce((sum, share, part) => {
        const [row, c] = [Math.floor(k / CLASSES), k % CLASSES]
        return sum + share * (lambda[part] * soft[row * CLASSES + c] +
          (1 - lambda[part]) * soft[pair[part * SIZE + row] * CLASSES + c])
      }, 0))
      t.true(far < 1e-6 && distance(read(label), labels) < 1e-6, `mixed, step ${step}`)
      tf.engine().endScope()
    }
  })

  test.serial(`random fields move and colour pixel by pixel on ${backend}`, async t => {
    await useBackend(backend)
    const strengths = { translation: 0.1, rotation: 0.3, scale: 0.2, brightness: 0.2,
      contrast: 0.3, saturation: 0.4, hue: 0.5 }
    const mix = createMixer(randomField({ ...strengths, decay: 3 }), { seed: 7 })
    tf.engine().startScope()
    t.true(apart(mix, 0, ({ fields: [seed] }) =>
      ({ pixel: fielded(seed, strengths), own: () => 1 })) < 1e-5)
    tf.engine().endScope()
  })
}

test('stylecutmix keeps the style of images by how far those of their classes are apart', t => {
  const distances = [[0, 1.5], [1.5, 0.25]]
  const given = { x: { data: new Uint8Array(3 * 4 * 4 * 3), shape: [3, 4, 4, 3] },
    label: Int32Array.of(0, 1, 1) }
  const run = (options: object, label: object = {}) => createMixer(
    stylecutmix({ pairing: roll(), ...options }),
    { seed: 2, pools, targets: { label: { classes: 2, ...label } } })
  const { layers, draws } = run({ distances, delta: 2 }).plan(given)
  // Partners are the rows before: of the classes 0 and 1, 1 and 0, 1 and 1, which are 2 more apart
  const kept = [1.5, 1.5, 2.25].map(apart => Math.tanh(apart / 2))
  const seen = layers[3].coefficient as Float64Array
  t.true(distance(seen, kept.map(g => (1 - draws.style[0]) * (1 - g))) < 1e-12)
  t.false('gamma' in draws)
  const refused = (distances: number[][], label: unknown): string =>
    t.throws(() => run({ distances }).plan({ ...given, label }))?.message ?? ''
  t.regex(refused([[0]], given.label), /must have an entry for the classes 0, 1/)
  t.regex(refused(distances, [[1, 0], [0, 1], [0, 1]]), /must be left out for labels that are no/)
  const outside = createMixer(stylecutmix({ pairing: previous() }), { pools })
  const before = { x: tf.zeros([2, 4, 4, 3]) }
  t.regex(t.throws(() => {
    outside.mix(before)
    outside.plan(before)
  })?.message ?? '', /"pairing" must give partners of the batch/)
  outside.dispose()
})

test('styles take tensors, and decoders give pictures of the shape that came', t => {
  const x = tf.zeros<tf.Rank.R4>([2, 4, 4, 3])
  const taken = (options: Parameters<typeof styles>[0], of: unknown = x) => () =>
    styles(options)({ x: of }).take(Int32Array.of(1))
  t.regex(t.throws(taken({}, { data: new Uint8Array(96), shape: [2, 4, 4, 3] }))?.message ?? '',
    /styles: "x" must be a tensor/)
  t.regex(t.throws(taken({ decode: features => tf.slice(features, [0, 0, 0, 0], [1, 2, 4, 3]) }))
    ?.message ?? '', /"decode\(features\)" must be \[1, 4, 4, 3\]/)
  t.regex(t.throws(() => styles()({ x, label: [[1, 0]] }).take(Int32Array.of(3)))?.message ?? '',
    /target "label" must have one entry for each of the 2 rows, got 1/)
  t.regex(t.throws(() => styles({ encode: 5 as never }))?.message ?? '',
    /styles: "encode" must be a function of a tensor, got 5/)
  t.regex(t.throws(() => styles({ encoder: 5 } as never))?.message ?? '',
    /styles: unknown option "encoder"\. Did you mean "encode"\? Known: decode, encode, epsilon/)
  x.dispose()
})

type Strengths = Readonly<Record<'translation' | 'rotation' | 'scale' | 'brightness' | 'contrast' |
  'saturation' | 'hue', number>>

/** The pixels of images in fields with a cell for every pixel. */
function fielded (seed: number, strengths: Strengths): Pixel {
  const rows = Array.from({ length: SIZE }, (_, row) => {
    const { normal } = stream(seed, row)
    const [down, right, turn, grow, bright, sharp, full, hue] = [
      strengths.translation, strengths.translation, strengths.rotation, strengths.scale,
      strengths.brightness, strengths.contrast, strengths.saturation, strengths.hue
    ].map(strength => gaussianField([HEIGHT, WIDTH], 3, normal).map(value => strength * value))
    const moved = (y: number, x: number): number[] => {
      const k = y * WIDTH + x
      const [dy, dx] = [y - (HEIGHT - 1) / 2, x - (WIDTH - 1) / 2]
      const [cos, sin] = [Math.cos(turn[k]), Math.sin(turn[k])]
        .map(part => part * Math.exp(grow[k]))
      const clamp = (place: number, length: number): number =>
        Math.max(0, Math.min(length - 1, place))
      const toY = clamp((HEIGHT - 1) / 2 + cos * dy + sin * dx + down[k] * HEIGHT, HEIGHT)
      const toX = clamp((WIDTH - 1) / 2 - sin * dy + cos * dx + right[k] * WIDTH, WIDTH)
      const [top, left] = [Math.floor(toY), Math.floor(toX)]
      const [bottom, far] = [Math.min(top + 1, HEIGHT - 1), Math.min(left + 1, WIDTH - 1)]
      const line = (at: number, c: number): number =>
        image(row, at, left, c) * (1 - toX + left) + image(row, at, far, c) * (toX - left)
      return [0, 1, 2].map(c => (line(top, c) * (1 - toY + top) + line(bottom, c) * (toY - top)) *
        Math.exp(bright[k]))
    }
    const cells = Array.from({ length: HEIGHT * WIDTH }, (_, k) =>
      moved(Math.floor(k / WIDTH), k % WIDTH))
    const mean = cells.flat().reduce((sum, value) => sum + value, 0) / CELLS
    return cells.map((colour, k) => {
      const contrasted = colour.map(value => mean + (value - mean) * Math.exp(sharp[k]))
      const grey = contrasted.reduce((sum, value) => sum + value, 0) / 3
      const [r, g, b] = contrasted.map(value => grey + (value - grey) * Math.exp(full[k]))
      const [cos, sin] = [Math.cos(hue[k]), Math.sin(hue[k]) / Math.sqrt(3)]
      return [[r, b - g], [g, r - b], [b, g - r]].map(([value, across]) =>
        grey + (value - grey) * cos + across * sin)
    })
  })
  return (row, y, x, c) => rows[row][y * WIDTH + x][c]
}
