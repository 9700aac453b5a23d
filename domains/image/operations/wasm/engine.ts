import { fromBase64 } from '../../../../core/plan/base64.js'
import type { Engine, Image } from '../engine.js'
import { plain } from '../plain.js'
import { enhance } from '../tables.js'
import { code } from './code.js'
import type { Places } from './places.js'
import { PERIOD, TABLES, places } from './places.js'
import { slopesOf } from './slopes.js'

type Names = 'affine' | 'awayFrom' | 'brightnesses' | 'count' | 'extremes' | 'invert' |
  'keepBits' | 'lookUp' | 'luma' | 'slope' | 'smooth'
type Kernels = Readonly<Record<Names, (...numbers: number[]) => number>>

/**
 * The operations in WebAssembly, some ten times as fast, to the same bytes. Nothing where none is
 * there: pages may forbid code that is compiled, some engines know no vectors.
 */
export function fastEngine (): Engine | undefined {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 ** 16 })
    const module = new WebAssembly.Module(Uint8Array.from(fromBase64(code) ?? []))
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    return engineOf(exports as Kernels, memory)
  } catch {
    return undefined
  }
}

function engineOf (kernels: Kernels, memory: WebAssembly.Memory): Engine {
  const done = (
    image: Image, work: (at: Places, bytes: number) => void, tables?: Uint8Array
  ): Uint8Array => {
    const at = places(memory, image, tables)
    work(at, image.data.length)
    return new Uint8Array(memory.buffer, at.out, image.data.length)
  }
  const lookUp: Engine['lookUp'] = (image, tables) => {
    if (tables.length !== 1 && tables.length !== 3) return plain.lookUp(image, tables)
    const all = new Uint8Array(768)
    for (let k = 0; k < 3; k++) all.set(tables[k % tables.length], 256 * k)
    return done(image, ({ source, out }, bytes) => kernels.lookUp(source, out, bytes), all)
  }
  const stretch: Engine['stretch'] = (image, tables, lows) => {
    const slopes = slopesOf(tables, lows)
    if (slopes === undefined) return lookUp(image, tables)
    return done(image, ({ source, out, tables: parts }, bytes) =>
      kernels.slope(source, out, bytes, parts), slopes)
  }
  const isColour = ({ shape: [, , channels] }: Image): boolean => channels === 3
  return {
    lookUp,
    stretch,
    byCounts (image, tableOf) {
      if (!isColour(image)) return plain.byCounts(image, tableOf)
      const { source, out, tables } = places(memory, image, new Uint8Array(TABLES))
      const bytes = image.data.length
      kernels.count(source, bytes)
      const found = new Int32Array(memory.buffer, tables, 6 * 256)
      // Of even and odd pixels
      for (let k = 0; k < 768; k++) found[k] += found[k + 768]
      const made = [0, 1, 2].map(k => tableOf(found.subarray(256 * k, 256 * (k + 1))))
      const all = new Uint8Array(memory.buffer, tables, 768)
      made.forEach((table, k) => { all.set(table, 256 * k) })
      kernels.lookUp(source, out, bytes)
      return new Uint8Array(memory.buffer, out, bytes)
    },
    extremes (image) {
      const { data, shape: [, , channels] } = image
      if (PERIOD % channels !== 0) return plain.extremes(image)
      const { source, tables } = places(memory, image)
      kernels.extremes(source, data.length, tables)
      const found = new Uint8Array(memory.buffer, tables, 2 * PERIOD)
      const rest = data.subarray(data.length - data.length % PERIOD)
      return Array.from({ length: channels }, (_, k) => {
        const ofChannel = (list: Uint8Array): Uint8Array =>
          list.filter((_, i) => i % channels === k)
        const others = ofChannel(rest)
        return [Math.min(...ofChannel(found.subarray(0, PERIOD)), ...others),
          Math.max(...ofChannel(found.subarray(PERIOD)), ...others)]
      })
    },
    posterize: (image, bits) => done(image, ({ source, out }, bytes) =>
      kernels.keepBits(source, out, bytes, ~(2 ** (8 - bits) - 1))),
    solarize: (image, threshold) => threshold > 255
      ? image.data
      : done(image, ({ source, out }, bytes) => kernels.invert(source, out, bytes, threshold)),
    enhance: (image, factor, base) => base === 0
      ? stretch(image, [enhance(factor, 0)], [0])
      : done(image, ({ source, out, between }, bytes) => {
        new Uint8Array(memory.buffer, between, bytes).fill(base)
        kernels.awayFrom(source, out, bytes, factor, between)
      }),
    brightness (image) {
      if (!isColour(image)) return plain.brightness(image)
      const bytes = image.data.length
      const sum = kernels.brightnesses(places(memory, image).source, bytes) >>> 0
      return Math.floor(sum / (bytes / 3) + 0.5)
    },
    color: (image, factor) => isColour(image)
      ? done(image, ({ source, out, between }, bytes) => {
        kernels.luma(source, between, bytes)
        kernels.awayFrom(source, out, bytes, factor, between)
      })
      : plain.color(image, factor),
    sharpness: (image, factor) => done(image, ({ source, out, between }, bytes) => {
      const [, width, channels] = image.shape
      kernels.smooth(source, between, bytes, width * channels, channels)
      kernels.awayFrom(source, out, bytes, factor, between)
    }),
    affine: (image, matrix) => done(image, ({ source, out }, bytes) => {
      const [height, width, channels] = image.shape
      new Uint8Array(memory.buffer, out, bytes).fill(0)
      kernels.affine(source, out, height, width, channels, ...matrix)
    })
  }
}
