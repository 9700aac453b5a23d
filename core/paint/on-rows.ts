import type { BlendDefinition, HostRow, StepDefinition } from '../contract/index.js'
import { fail } from '../errors.js'
import { onHost } from '../tensor/host/on-host.js'

/**
 * A step that the host does, row by row: on host arrays, and on tensors whose numbers lie in its
 * memory (backends cpu and wasm) or can be read at once (tensorflow), alike to the bit. Its
 * gradient is 0: what it gives are bytes.
 *
 * @param name - in the error that other backends give
 * @param definition - `onRow` gives as many numbers as the row has
 * @throws OPTION for a definition without `onRow`
 */
export function rowStep (
  name: string, definition: Omit<StepDefinition, 'run'> & Required<Pick<StepDefinition, 'onRow'>>
): StepDefinition {
  checkRows('rowStep', definition)
  const { onRow } = definition
  return {
    ...definition,
    run: (x, parameters) => onHost([x], name, numbers => {
      const rows = rowsOf(numbers, x.shape)
      return joined(numbers, rows, (row, piece) => onRow(row, parameters, piece))
    }, true)
  }
}

/**
 * A blend that the host does, row by row: as `rowStep`. It has no gradient, and says so.
 *
 * @throws OPTION for a definition without `onRow`; PLAN, as it is painted, for a live coefficient,
 *   TENSOR where a gradient is asked for, or for rows of another shape
 */
export function rowBlend (
  name: string, definition: Omit<BlendDefinition, 'run'> & Required<Pick<BlendDefinition, 'onRow'>>
): BlendDefinition {
  checkRows('rowBlend', definition)
  const { onRow } = definition
  return {
    ...definition,
    run (there, source, coefficient, parameters) {
      if (!(coefficient instanceof Float64Array))
        throw fail('PLAN', 'coefficient', `must be listed under the blend "${name}"`, coefficient)
      if (String(source.shape) !== String(there.shape)) {
        const allowed = `must hold rows of [${there.shape.slice(1).join(', ')}]`
        throw fail('TENSOR', name, 'source', allowed, source)
      }
      return onHost([there, source], name, (mine, other) => {
        const [rows, others] = [rowsOf(mine, there.shape), rowsOf(other, there.shape)]
        return joined(mine, rows, (row, piece) =>
          onRow(row, others[piece], coefficient[piece], parameters, piece))
      }, false)
    }
  }
}

function checkRows (who: string, definition: unknown): void {
  const { onRow } = Object(definition) as Partial<StepDefinition>
  if (typeof onRow === 'function') return
  throw fail('OPTION', who, 'onRow', 'must be a function', onRow)
}

function rowsOf (numbers: Float32Array, [count, ...shape]: readonly number[]): HostRow[] {
  const size = numbers.length / count
  return Array.from({ length: count }, (_, row) =>
    ({ data: numbers.subarray(row * size, (row + 1) * size), shape, white: 1 }))
}

function joined (
  like: Float32Array, rows: readonly HostRow[],
  each: (row: HostRow, piece: number) => HostRow['data']
): Float32Array {
  const all = new Float32Array(like.length)
  rows.forEach((row, piece) => { all.set(each(row, piece), piece * row.data.length) })
  return all
}
