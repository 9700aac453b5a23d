import { normalize } from '../../normalize-bytes.js'
import { each, fuseOnWasm } from './kernel.js'

/** Numbers after which channels are at the same place in a vector again. */
const PERIOD = 12

/** Bytes are brought into memory row by row: a row is still in the cache when it is read. */
fuseOnWasm(normalize, ({ heap, normalizeRow }, _, { bytes, factors, offsets, terms, size }) => {
  const [, height, width, channels] = bytes.shape
  const row = height * width * channels
  const period = PERIOD % channels === 0 ? PERIOD : channels
  const repeated = [factors, offsets].flatMap(numbers =>
    Array.from({ length: period }, (_, i) => numbers[i % channels]))
  const shape = [size, height, width, channels]
  const weights = terms.map(({ coefficient }) => each(new Float32Array(size), coefficient))
  const coefficients = new Float32Array(terms.length)
  return heap.make('normalizeBytes', shape, 'float32', [coefficients, Float32Array.from(repeated)],
    (out, at, pattern) => {
      heap.borrow('normalizeBytes', terms.length * row, rowsAt => {
        const staged = heap.bytes(rowsAt, terms.length * row)
        const factor = new Float32Array(heap.memory.buffer, at, terms.length)
        for (let output = 0; output < size; output++) {
          terms.forEach(({ rows }, t) => {
            const shown = (rows === undefined ? output : rows[output]) * row
            staged.set(bytes.data.subarray(shown, shown + row), t * row)
            factor[t] = weights[t][output]
          })
          normalizeRow(out + output * row * 4, rowsAt, at, terms.length, pattern, period, row)
        }
      })
    })
})
