import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, useBackend } from '../../core/index.js'
import type { ConfiguredMixer, MixOptions } from '../../core/index.js'
import { augmix, cropmix, operationNames, pixmix } from '../../domains/image/index.js'
import { operated } from '../../domains/image/operations/operate.js'
import { plain } from '../../domains/image/operations/plain.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'

/** An image of floats, and the sides that all of them have. */
type Image = readonly number[]
const [HEIGHT, WIDTH, CHANNELS] = [7, 10, 3]
const SHAPE = [HEIGHT, WIDTH, CHANNELS]
const SIZE = HEIGHT * WIDTH * CHANNELS

/** Takes what was drawn under a name, one after the other. */
type Take = (name: string) => number

/** The mix of some batches, and what a naive version makes of each image by what was drawn. */
async function compare (
  mixer: ConfiguredMixer, naive: (image: Image, take: Take, pictures: readonly Image[]) => Image,
  steps: number, options: MixOptions = {}
): Promise<number> {
  await useBackend('cpu')
  let worst = 0
  for (let step = 0; step < steps; step++) {
    const rows = 1 + step % 3
    const images = Array.from({ length: rows }, (_, row) => picture(step * 7 + row))
    const x = batchOf(images)
    const mix = createMixer(mixer, options)
    const plan = mix.plan({ x }, { step })
    const taken: Record<string, number> = {}
    const take: Take = name => {
      taken[name] = (taken[name] ?? 0) + 1
      return (plan.draws)[name][taken[name] - 1]
    }
    const wanted = images.flatMap(image => [...naive(image, take, images)])
    worst = Math.max(worst, distance(read(mix.apply({ x }, plan).x), wanted))
    for (const [name, list] of Object.entries(plan.draws))
      if (list.length !== taken[name]) return Infinity
  }
  return worst
}

/** Bytes as shares of white, in float32. */
function picture (seed: number): Image {
  return Array.from(noise(SIZE, seed, 0, 256), value => Math.fround(Math.floor(value) / 255))
}

function batchOf (images: readonly Image[]): tf.Tensor4D {
  return tf.tensor4d(images.flat(), [images.length, HEIGHT, WIDTH, CHANNELS])
}

const operations = [...operationNames]
const levelless = ['autocontrast', 'equalize']
const moving = ['rotate', 'shear-x', 'shear-y', 'translate-x', 'translate-y']

/** An operation of those that are drawn, through bytes. */
function augmented (image: Image, take: Take): Image {
  const name = operations[take('operation')]
  const level = levelless.includes(name) ? 0 : take('level')
  const way = moving.includes(name) && take('flip') === 1 ? -1 : 1
  const data = Uint8Array.from(image, share => Math.trunc(Math.fround(255 * share)))
  return Array.from(operated(name, way * level, { data, shape: SHAPE }, plain),
    byte => Math.fround(byte / 255))
}

test.serial('augmix is a sum of chains', async t => {
  const far = await compare(augmix({ operations, width: 2 }), (image, take) => {
    const mixed = take('mixed')
    const shares = [take('shares'), take('shares')]
    const chains = shares.map(() => {
      let chain = image
      for (let left = take('depth'); left > 0; left--) chain = augmented(chain, take)
      return chain
    })
    return image.map((own, i) =>
      (1 - mixed) * own + mixed * (shares[0] * chains[0][i] + shares[1] * chains[1][i]))
  }, 40)
  t.true(far <= 1e-6, `${far}`)
})

const mixings = ['add', 'multiply', 'screen', 'overlay', 'darken-or-lighten',
  'swap-channel'] as const

/** One number of each, from 0 to 1. */
type Formula = (p: number, q: number, channel: number) => number

function drawnFormula (take: Take): Formula {
  const weights = (): readonly [number, number] => take('shrink') === 1
    ? [take('a'), take('b')]
    : [1 + take('more'), -take('less')]
  const product = ([a, b]: readonly [number, number]): Formula => (p, q) =>
    (2 * p) ** a * Math.max(2 * q, 1e-37) ** b / 2
  const negative = (formula: Formula): Formula => (p, q, channel) =>
    1 - formula(1 - p, 1 - q, channel)
  switch (mixings[take('mixing')]) {
    case 'add': {
      const [a, b] = weights()
      return (p, q) => 0.5 + a * (p - 0.5) + b * (q - 0.5)
    }
    case 'multiply': return product(weights())
    case 'screen': return negative(product(weights()))
    case 'overlay': {
      const [below, above] = [product(weights()), negative(product(weights()))]
      const dark = take('dark') === 1
      return (p, q, channel) => ((dark ? p < 0.5 : p > 0.5) ? below : above)(p, q, channel)
    }
    case 'darken-or-lighten': {
      const choose = take('dark') === 1 ? Math.min : Math.max
      return (p, q) => choose(p, q)
    }
    default: {
      const swapped = take('channel')
      return (p, q, channel) => channel === swapped ? q : p
    }
  }
}

test.serial('pixmix meets itself and pictures, round by round', async t => {
  const pictures = [1000, 1001, 1002].map(picture)
  const pools = { pictures: { x: batchOf(pictures) } }
  const far = await compare(pixmix({ operations, mixings: [...mixings] }), (image, take) => {
    const met = pictures[take('picture')]
    let mixed = take('start') === 1 ? augmented(image, take) : image
    for (let left = take('rounds'); left > 0; left--) {
      const other = take('itself') === 1 ? augmented(image, take) : met
      const formula = drawnFormula(take)
      mixed = mixed.map((p, i) =>
        Math.fround(Math.min(1, Math.max(0, formula(p, other[i], i % CHANNELS)))))
    }
    return mixed
  }, 60, { pools })
  t.true(far <= 1e-6, `${far}`)
})

/** What a crop shows at a pixel of the whole, between four of its own. */
function cropped (image: Image, take: Take): Image {
  let area: number, tall: number, wide: number
  do {
    area = HEIGHT * WIDTH * take('cropArea')
    const ratio = Math.exp(take('cropRatio'))
    ;[tall, wide] = [Math.round(Math.sqrt(area / ratio)), Math.round(Math.sqrt(area * ratio))]
  } while (tall < 1 || wide < 1 || tall > HEIGHT || wide > WIDTH)
  const [top, left] = [take('cropTop'), take('cropLeft')]
  const at = (y: number, x: number, c: number): number => {
    const inside = (place: number, length: number): number =>
      Math.min(Math.max(place, 0), length - 1)
    return image[((top + inside(y, tall)) * WIDTH + left + inside(x, wide)) * CHANNELS + c]
  }
  return image.map((_, i) => {
    const [y, x, c] = [Math.floor(i / CHANNELS / WIDTH), Math.floor(i / CHANNELS) % WIDTH,
      i % CHANNELS]
    const [down, across] = [(y + 0.5) * tall / HEIGHT - 0.5, (x + 0.5) * wide / WIDTH - 0.5]
    const [v, u] = [down - Math.floor(down), across - Math.floor(across)]
    const line = (row: number): number =>
      (1 - u) * at(row, Math.floor(across), c) + u * at(row, Math.floor(across) + 1, c)
    return (1 - v) * line(Math.floor(down)) + v * line(Math.floor(down) + 1)
  })
}

for (const operation of ['mixup', 'cutmix'] as const) {
  for (const interAugment of [false, true]) {
    test.serial(`cropmix by ${operation}${interAugment ? ', shuffled' : ''}`, async t => {
      const mixer = cropmix({ views: 2, operation, interAugment, scale: 0.3 })
      // All crops are drawn before anything is mixed
      const crops = new Map<Image, readonly Image[]>()
      const far = await compare(mixer, (image, take, images) => {
        if (!crops.has(image))
          for (const each of images) crops.set(each, [cropped(each, take), cropped(each, take)])
        const [first, second] = crops.get(image) as readonly Image[]
        const lambda = operation === 'mixup' ? take('lambda') : NaN
        const side = operation === 'cutmix' ? Math.sqrt(1 - take('area')) : NaN
        const [down, across] = operation === 'cutmix'
          ? [take('centerY'), take('centerX')]
          : [NaN, NaN]
        const pastes = operation === 'cutmix' && take('turn') > 0.5
        const order = interAugment ? [0, 1, 2].map(() => take('channels')) : [0, 1, 2]
        const shuffled = (given: Image): Image =>
          given.map((_, i) => given[i - i % CHANNELS + order[i % CHANNELS]])
        if (operation === 'mixup') {
          const [one, two] = lambda > 0.5 ? [first, shuffled(second)] : [shuffled(first), second]
          return one.map((value, i) => lambda * value + (1 - lambda) * two[i])
        }
        const [under, over] = pastes ? [first, shuffled(second)] : [second, shuffled(first)]
        const within = (place: number, centre: number, length: number): boolean => {
          const half = Math.floor(Math.trunc(length * side) / 2)
          return place >= centre - half && place < centre + half
        }
        return under.map((value, i) => {
          const [y, x] = [Math.floor(i / CHANNELS / WIDTH), Math.floor(i / CHANNELS) % WIDTH]
          return within(y, down, HEIGHT) && within(x, across, WIDTH) ? over[i] : value
        })
      }, 30)
      t.true(far <= 2e-6, `${far}`)
    })
  }
}
