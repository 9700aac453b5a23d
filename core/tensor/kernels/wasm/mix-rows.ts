import { mix } from '../../mix-rows.js'
import { bytesBehind, fuseOnWasm } from './kernel.js'
import { pairsOf } from './turns.js'

fuseOnWasm(mix, ({ heap, combineRows }, inputs, { terms, size }) => {
  const first = inputs.map(heap.address)
  const bytes = bytesBehind(inputs[0])
  const count = terms.length
  const addresses = new Uint32Array(size * count)
  const factors = new Float32Array(size * count)
  terms.forEach(({ input, rows, coefficient }, t) => {
    for (let i = 0, at = t; i < size; i++, at += count) {
      addresses[at] = first[input] + (rows === undefined ? i : rows[i]) * bytes
      factors[at] = typeof coefficient === 'number' ? coefficient : coefficient[i]
    }
  })
  const shape = [size, ...inputs[0].shape.slice(1)]
  const [begin, over] = [0, 1].map(term => addresses.filter((_, at) => at % count === term))
  const pairs = count > 1 ? pairsOf(begin, over, bytes) : undefined
  return heap.make('mixRows', shape, 'float32', [addresses, factors, pairs],
    (out, rowsAt, factorsAt, pairsAt) => {
      combineRows(out, 0, rowsAt, factorsAt, pairsAt, pairs === undefined ? size : pairs.length / 2,
        count, bytes)
    })
})
