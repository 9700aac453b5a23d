import { combine } from '../../combine-rows.js'
import type { CombineAttributes } from '../../combine-rows.js'
import { addressesOf, bytesBehind, each, fuseOnWasm } from './kernel.js'

fuseOnWasm(combine, ({ heap, combineRows, copyRows }, [x], attributes) => {
  const { outputs, rows, coefficients, size, count } = attributes
  const first = heap.address(x)
  const bytes = bytesBehind(x)
  const shape = [size, ...x.shape.slice(1)]
  if (outputs === undefined && coefficients === 1) {
    const addresses = addressesOf(first, rows, size, bytes)
    return heap.make('combineRows', shape, x.dtype, [addresses],
      (out, at) => { copyRows(out, at, size, bytes) })
  }
  const entries = outputs?.length ?? rows?.length ?? count
  const addresses = addressesOf(first, rows, entries, bytes)
  const factors = each(new Float32Array(entries), coefficients)
  const lists = outputs === undefined
    ? [undefined, addresses, factors]
    : byOutput({ outputs, size }, addresses, factors)
  return heap.make('combineRows', shape, x.dtype, lists,
    (out, firsts, rowsAt, factorsAt) => {
      combineRows(out, firsts, rowsAt, factorsAt, 0, size, 1, bytes)
    })
})

/** Entries in the order of their outputs, and where those of each output begin. */
function byOutput (
  { outputs, size }: Required<Pick<CombineAttributes, 'outputs' | 'size'>>, addresses: Uint32Array,
  factors: Float32Array
): [Uint32Array, Uint32Array, Float32Array] {
  const firsts = new Uint32Array(size + 1)
  for (const output of outputs) firsts[output + 1]++
  for (let output = 0; output < size; output++) firsts[output + 1] += firsts[output]
  const next = firsts.slice()
  const [sorted, weights] = [new Uint32Array(addresses.length), new Float32Array(factors.length)]
  for (let k = 0; k < outputs.length; k++) {
    const place = next[outputs[k]]++
    sorted[place] = addresses[k]
    weights[place] = factors[k]
  }
  return [firsts, sorted, weights]
}
