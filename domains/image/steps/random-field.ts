import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Seed } from '../../../core/index.js'
import { gaussianField } from '../../../core/math/index.js'
import { seed } from '../../../core/plan/rules.js'
import { stream } from '../../../core/random/stream.js'
import { addStep } from '../brushes.js'
import { recoloured } from './recoloured.js'
import { readerOf, warped } from './warped.js'

/** What fields change, in the order they are drawn, and how strongly. */
const kinds = ['down', 'right', 'rotation', 'scale', 'brightness', 'contrast', 'saturation',
  'hue'] as const
type Kind = typeof kinds[number]
/** A standard field of every kind, for one image; nothing of a kind that changes nothing. */
export type Fields = Partial<Readonly<Record<Kind, Float64Array>>>

interface Strengths {
  readonly translation: number
  readonly rotation: number
  readonly scale: number
  readonly brightness: number
  readonly contrast: number
  readonly saturation: number
  readonly hue: number
}

interface RandomField extends Strengths {
  readonly seed: Seed
  /** The number of the stream of every piece. */
  readonly field: Int32Array
  readonly decay: number
  readonly cells: number
}

declare module '../../../core/contract/plan.js' {
  interface Steps { 'random-field': RandomField }
}

const strength = z.number().check(z.gte(0), z.lte(3))

/** Fields of place and colour. */
export const randomField = addStep('random-field', {
  parameters: z.strictObject({
    seed,
    field: z.custom<Int32Array>(list => list instanceof Int32Array, 'must be an Int32Array'),
    decay: z.number().check(z.gt(0), z.lte(20)),
    cells: z.int().check(z.gte(1)),
    translation: strength, rotation: strength, scale: strength, brightness: strength,
    contrast: strength, saturation: strength, hue: strength
  }),
  run (x, parameters) {
    const { seed, field, decay, cells, ...strengths } = parameters as unknown as RandomField
    const [height, width] = x.shape.slice(1)
    const grid = [height, width].map(length => Math.min(length, cells))
    const at = readerOf(grid, [height, width])
    const rows = Array.from(field, (piece, row) => {
      const fields = fieldsOf(seed, piece, grid, decay, strengths)
      const image = tf.slice(x, [row, ...x.shape.slice(1).map(() => 0)], [1, ...x.shape.slice(1)])
      const spread = (field: Float64Array, of: (value: number) => number): Tensor => tf.tensor4d(
        Float32Array.from({ length: height * width },
          (_, k) => of(at(field, Math.floor(k / width), k % width))),
        [1, height, width, 1])
      return recoloured(warped(image, fields, grid), fields, spread)
    })
    return tf.concat(rows)
  }
})

/** The fields of a piece, each times its strength. All are drawn: none depends on another. */
export function fieldsOf (
  seed: Seed, piece: number, grid: readonly number[], decay: number, strengths: Strengths
): Fields {
  const { normal } = stream(seed, piece, Infinity)
  const { translation, ...others } = strengths
  const strong: Readonly<Record<Kind, number>> =
    { down: translation, right: translation, ...others }
  return Object.fromEntries(kinds.flatMap(kind => {
    const field = gaussianField(grid, decay, normal)
    return strong[kind] === 0 ? [] : [[kind, field.map(value => value * strong[kind])]]
  }))
}
