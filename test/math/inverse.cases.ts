import test from 'ava'
import { Matrix, inverse as inverseByLibrary } from 'ml-matrix'
import { inverse } from '../../core/math/index.js'
import { noise } from './naive.js'

/** Rows of a matrix with entries in [-1, 1). */
function random (size: number, seed: number): Float64Array[] {
  const { re } = noise(size * size, seed)
  return Array.from({ length: size }, (_, i) => re.slice(i * size, (i + 1) * size))
}

const largest = (rows: ReadonlyArray<ArrayLike<number>>): number =>
  Math.max(...rows.flatMap(row => Array.from(row, Math.abs)))

test('it is the inverse that ml-matrix gives', t => {
  for (const size of [1, 2, 3, 8, 31, 100]) {
    const rows = random(size, size + 1)
    const expected = inverseByLibrary(new Matrix(rows.map(row => [...row]))).to2DArray()
    const made = inverse(rows) ?? []
    t.is(made.length, size)
    const off = made.map((row, i) => row.map((value, j) => value - expected[i][j]))
    t.true(largest(off) <= 1e-10 * largest(expected), `size ${size}: off by ${largest(off)}`)
  }
})

test('a matrix times its inverse is the identity, whatever stands on its diagonal', t => {
  const rows = random(40, 7).map((row, i) => row.map((value, j) => i === j ? 0 : value))
  const made = inverse(rows) ?? []
  const product = rows.map(row =>
    row.map((_, j) => row.reduce((sum, value, k) => sum + value * made[k][j], 0)))
  const off = product.map((row, i) => row.map((value, j) => value - (i === j ? 1 : 0)))
  t.true(largest(off) < 1e-11)
})

test('the matrix stays as it is', t => {
  const rows = random(5, 3)
  const before = rows.map(row => row.slice())
  inverse(rows)
  t.deepEqual(rows, before)
})

test('a permutation is inverted exactly; a singular matrix has no inverse', t => {
  const turn = [[0, 1, 0], [0, 0, 1], [1, 0, 0]].map(row => Float64Array.from(row))
  t.deepEqual(inverse(turn), [[0, 0, 1], [1, 0, 0], [0, 1, 0]].map(row => Float64Array.from(row)))
  t.is(inverse([[1, 2], [2, 4]].map(row => Float64Array.from(row))), undefined)
  t.is(inverse([Float64Array.of(0)]), undefined)
})
