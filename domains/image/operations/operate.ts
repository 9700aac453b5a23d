import { fastest } from '#operations'
import { fail } from '../../../core/errors.js'
import { rotation } from './affine.js'
import type { Engine, Image } from './engine.js'
import type { OperationName } from './names.js'
import { autocontrast, equalize } from './tables.js'

type Operation = (image: Image, level: number, engine: Engine) => Uint8Array

/** A share of ten, as AugMix scales levels, whole. */
const whole = (level: number, most: number): number => Math.trunc(level * most / 10)
const factorOf = (level: number): number => level * 1.8 / 10 + 0.1

const operations: Readonly<Record<OperationName, Operation>> = {
  autocontrast (image, _, engine) {
    const found = engine.extremes(image)
    return engine.stretch(image, found.map(autocontrast), found.map(([low, high]) =>
      high > low ? low : 0))
  },
  equalize: (image, _, engine) => engine.byCounts(image, equalize),
  posterize: (image, level, engine) => engine.posterize(image, 4 - whole(level, 4)),
  solarize: (image, level, engine) => engine.solarize(image, 256 - whole(level, 256)),
  brightness: (image, level, engine) => engine.enhance(image, factorOf(level), 0),
  contrast: (image, level, engine) =>
    engine.enhance(image, factorOf(level), engine.brightness(image)),
  color: (image, level, engine) => engine.color(image, factorOf(level)),
  sharpness: (image, level, engine) => engine.sharpness(image, factorOf(level)),
  rotate: (image, level, engine) => engine.affine(image, rotation(whole(level, 30), image.shape)),
  'shear-x': (image, level, engine) => engine.affine(image, [1, level * 0.3 / 10, 0, 0, 1, 0]),
  'shear-y': (image, level, engine) => engine.affine(image, [1, 0, 0, level * 0.3 / 10, 1, 0]),
  'translate-x': (image, level, engine) =>
    engine.affine(image, [1, 0, whole(level, image.shape[1] / 3), 0, 1, 0]),
  'translate-y': (image, level, engine) =>
    engine.affine(image, [1, 0, 0, 0, 1, whole(level, image.shape[0] / 3)])
}

/**
 * One of AugMix' operations on one image of bytes.
 *
 * Law of google-research/augmix@9b9824c, `augmentations.py`, with Pillow 9.4, to the bit.
 *
 * @param image - bytes `[height, width, channels]`; three channels are red, green and blue, others
 *   are alike
 * @param level - 0 … 10, AugMix' strength; negative for the other way, where there are two
 * @param into - where the bytes go: as many as the image has; new ones by default
 * @returns `into`
 * @throws UNKNOWN_NAME for an operation, OPTION for a level, and INPUT for an image that is none
 */
export function operate (
  name: OperationName, level: number, image: Image, into?: Uint8Array
): Uint8Array {
  if (typeof name !== 'string' || !Object.hasOwn(operations, name))
    throw fail('UNKNOWN_NAME', 'operation', name, Object.keys(operations))
  if (typeof level !== 'number' || !(Math.abs(level) <= 10))
    throw fail('OPTION', 'operate', 'level', 'must be from -10 to 10', level)
  const { data, shape } = checked(image)
  if (into !== undefined && !(into instanceof Uint8Array && into.length === data.length))
    throw fail('OPTION', 'operate', 'into', `must be a Uint8Array of ${data.length}`, into)
  const made = into ?? new Uint8Array(data.length)
  made.set(operated(name, level, { data, shape }))
  return made
}

/** The same without any checks; its bytes are to be read before the next call. */
export function operated (
  name: OperationName, level: number, image: Image, engine?: Engine
): Uint8Array {
  return operations[name](image, level, engine ?? fastest())
}

function checked (image: unknown): Image {
  const { data, shape } = Object(image) as Partial<Image>
  const sides: readonly unknown[] = Array.isArray(shape) ? Array.from<unknown>(shape) : []
  const sound = sides.length === 3 && sides.every(side => Number.isSafeInteger(side)) &&
    data instanceof Uint8Array && data.length > 0 &&
    data.length === sides.reduce<number>((product, side) => product * (side as number), 1)
  if (sound) return { data, shape: sides as number[] }
  const allowed = 'must be { data, shape } with a Uint8Array, [height, width, channels]'
  throw fail('INPUT', 'operate', 'image', allowed, image)
}
