import type { Given, GivenArray } from './adapter.js'
import { withExactCounts } from './exact-counts.js'

/** A gradient as large as that is of a row of nearly nothing, and stands for none. */
const BEYOND = 1e9

/**
 * A case of a file that has gradients: outputs in doubles where it has them, what an adapter gives
 * under `grads`, and the stable result where the reference has none. Others are left as they are.
 * `NaN` in what is expected is not told.
 */
export function withGradients (given: Given): Given {
  if ('expected' in given) return given
  if ('expected_stable' in given) {
    const mix = given.expected_stable as GivenArray
    return { ...given, expected: { mix: opposite(read(mix) as GivenArray, given.inputs as Given) } }
  }
  if (!('outputs' in given)) return given
  const { outputs, outputs64, grads, grads64 } = given as Record<string, Given | null | undefined>
  const slopes = grads64 ?? grads ?? {}
  const params = given.params as Given
  const gradients = Object.fromEntries(Object.entries(slopes).map(([name, value]) =>
    [name, finite(read(value) as GivenArray, (given.inputs as Given)[name] as GivenArray)]))
  const told = read({ ...outputs, ...outputs64 }) as Given
  const exact = withExactCounts(params, given.inputs as Given, told.loss as GivenArray,
    gradients.embeddings)
  const expected = {
    ...told,
    ...exact.loss && { loss: exact.loss },
    ...Object.keys(gradients).length > 0 && {
      grads: { ...gradients, ...exact.grads && { embeddings: exact.grads } }
    }
  }
  return { ...given, decisions: given.decisions ?? {}, expected }
}

/** Numbers that JSON has no sign for are texts. */
function read (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read)
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]))
}

/**
 * Without the rows of zeros, whose gradient the reference divides by a length of 1e-12, and those
 * of nearly nothing.
 */
function finite ({ shape, dtype, data }: GivenArray, input: GivenArray | undefined): GivenArray {
  const width = shape.length === 0 ? 1 : shape[shape.length - 1]
  const every = (list: readonly number[], row: number, holds: (each: number) => boolean): boolean =>
    list.slice(row * width, (row + 1) * width).every(holds)
  const told = (row: number): boolean => every(data, row, each => Math.abs(each) < BEYOND) &&
    (width === 1 || input === undefined || !every(input.data, row, each => each === 0))
  return {
    shape, ...dtype !== undefined && { dtype },
    data: data.map((each, i) => told(Math.floor(i / width)) ? each : NaN)
  }
}

/** Without the rows that are opposite as far as float32 can tell: no arc there is the shortest. */
function opposite (mix: GivenArray, { a, b }: Given): GivenArray {
  const [width] = mix.shape.slice(1)
  const cosine = (row: number): number => Array.from({ length: width }, (_, i) =>
    (a as GivenArray).data[row * width + i] * (b as GivenArray).data[row * width + i])
    .reduce((sum, each) => sum + each, 0)
  return { ...mix, data: mix.data.map((each, i) =>
    cosine(Math.floor(i / width)) < -1 + 1e-6 ? NaN : each) }
}
