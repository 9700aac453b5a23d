import * as z from 'zod/mini'
import { rowBlend } from '../../../core/index.js'
import { addBlend } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Two rows from 0 to 1 are mixed by `mixingNames[which]`, and cut to 0 … 1. */
    mixing: Columns
  }
}

interface Columns {
  readonly which: Int32Array
  readonly choice: Int32Array
  readonly a: Float64Array
  readonly b: Float64Array
  readonly screenA: Float64Array
  readonly screenB: Float64Array
}

/** PixMix' mixings, the authors' experiments last. */
export const mixingNames = [
  'add', 'multiply', 'screen', 'overlay', 'darken-or-lighten', 'swap-channel'
] as const

/** One of them, and what it is done with. */
export interface Mixing {
  readonly name: typeof mixingNames[number]
  /** The weight of what is there, and of what it meets. */
  readonly a: number
  readonly b: number
  /** The same for the screen of an overlay. */
  readonly screenA: number
  readonly screenB: number
  /** 1 for the dark side of an overlay or of the darker image; the channel that is swapped. */
  readonly choice: number
}

/** Least base of a power, so that a negative one ends. */
const LEAST = 1e-37

const multiply = (p: number, q: number, a: number, b: number): number =>
  Math.pow(2 * p, a) * Math.pow(Math.max(2 * q, LEAST), b) / 2
const screen = (p: number, q: number, a: number, b: number): number =>
  1 - multiply(1 - p, 1 - q, a, b)

/**
 * What PixMix makes of two numbers from 0 to 1, before it is cut to 0 … 1.
 *
 * andyzoujm/pixmix@f867e87, `pixmix_utils.py`.
 *
 * @param channel - the one that they are of
 */
export function mixNumbers (
  { name, a, b, screenA, screenB, choice }: Mixing, p: number, q: number, channel: number
): number {
  switch (name) {
    case 'add': return (a * (2 * p - 1) + b * (2 * q - 1) + 1) / 2
    case 'multiply': return multiply(p, q, a, b)
    case 'screen': return screen(p, q, a, b)
    case 'overlay': return (choice === 1 ? p < 0.5 : p > 0.5)
      ? multiply(p, q, a, b)
      : screen(p, q, screenA, screenB)
    case 'darken-or-lighten': return (choice === 1 ? p < q : p > q) ? p : q
    default: return channel === choice ? q : p
  }
}

/** A power of what lies below 0 would be no number. */
const cut = (value: number): number => Math.min(Math.max(value, 0), 1)

const isInt32 = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be an Int32Array')
const isFloat64 =
  z.custom<Float64Array>(list => list instanceof Float64Array, 'must be a Float64Array')

export const mixing = addBlend('mixing', rowBlend('mixing', {
  parameters: z.strictObject({
    which: isInt32, choice: isInt32, a: isFloat64, b: isFloat64, screenA: isFloat64,
    screenB: isFloat64
  }).check(z.refine(({ which }) => which.every(each => each in mixingNames),
    `must have "which" from 0 to ${mixingNames.length - 1}`)),
  onRow (there, source, _coefficient, parameters, piece) {
    const { which, choice, a, b, screenA, screenB } = parameters as unknown as Columns
    const chosen: Mixing = { name: mixingNames[which[piece]], choice: choice[piece], a: a[piece],
      b: b[piece], screenA: screenA[piece], screenB: screenB[piece] }
    const { data, shape, white } = there
    const channels = shape[shape.length - 1]
    return Float32Array.from(data, (p, i) => {
      const [mine, other] = [cut(p / white), cut(source.data[i] / white)]
      return white * cut(mixNumbers(chosen, mine, other, i % channels))
    })
  }
}))
