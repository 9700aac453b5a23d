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
 * Without the rows of zeros that a reference brings to length 1, whose gradient it divides by
 * 1e-12, and those of nearly nothing.
 */
function finite (slopes: GivenArray, input: GivenArray | undefined): GivenArray {
  const { shape, dtype, data } = slopes
  const width = shape.length === 0 ? 1 : shape[shape.length - 1]
  const zeros = width > 1 && input !== undefined && isOfDirections(data, input.data, width)
    ? input.data : undefined
  const every = (list: readonly number[], row: number, holds: (each: number) => boolean): boolean =>
    list.slice(row * width, (row + 1) * width).every(holds)
  const told = (row: number): boolean => every(data, row, each => Math.abs(each) < BEYOND) &&
    (zeros === undefined || !every(zeros, row, each => each === 0))
  return {
    shape, ...dtype !== undefined && { dtype },
    data: data.map((each, i) => told(Math.floor(i / width)) ? each : NaN)
  }
}

/** Whether gradients are of what does not see how long rows are: then none points along its row. */
function isOfDirections (
  slopes: readonly number[], rows: readonly number[], width: number
): boolean {
  return Array.from({ length: rows.length / width }, (_, row) => {
    let [along, slope, length] = [0, 0, 0]
    for (let k = row * width; k < (row + 1) * width; k++) {
      along += slopes[k] * rows[k]
      slope += slopes[k] ** 2
      length += rows[k] ** 2
    }
    return length === 0 || Math.abs(along) <= 1e-3 * Math.sqrt(slope * length)
  }).every(Boolean)
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
