import test from 'ava'
import fc from 'fast-check'
import { assign, assignPoints } from '../../core/index.js'
import { Rng } from '../../core/index.js'

/** The least cost of all orders. */
function bruteForce (matrix: readonly number[], size: number): number {
  const best = (row: number, used: number): number => row === size
    ? 0
    : Math.min(...Array.from({ length: size }, (_, column) => (used >> column & 1) === 1
      ? Infinity
      : matrix[row * size + column] + best(row + 1, used | 1 << column)))
  return best(0, 0)
}

/**
 * The Hungarian method with potentials, in O(n³), as in every textbook: another road to the least
 * cost than the one that is tested.
 */
function hungarian (matrix: ArrayLike<number>, size: number): number {
  const u = new Float64Array(size + 1)
  const v = new Float64Array(size + 1)
  const match = new Int32Array(size + 1)
  for (let row = 1; row <= size; row++) {
    match[0] = row
    let column = 0
    const least = new Float64Array(size + 1).fill(Infinity)
    const used = new Uint8Array(size + 1)
    const way = new Int32Array(size + 1)
    do {
      used[column] = 1
      let next = 0
      let delta = Infinity
      for (let j = 1; j <= size; j++) {
        if (used[j] === 1) continue
        const reduced = matrix[(match[column] - 1) * size + j - 1] - u[match[column]] - v[j]
        if (reduced < least[j]) [least[j], way[j]] = [reduced, column]
        if (least[j] < delta) [delta, next] = [least[j], j]
      }
      for (let j = 0; j <= size; j++) {
        if (used[j] === 1) {
          u[match[j]] += delta
          v[j] -= delta
        } else {
          least[j] -= delta
        }
      }
      column = next
    } while (match[column] !== 0)
    while (column !== 0) {
      match[column] = match[way[column]]
      column = way[column]
    }
  }
  let cost = 0
  for (let j = 1; j <= size; j++) cost += matrix[(match[j] - 1) * size + j - 1]
  return cost
}

const isBijection = (columns: Int32Array): boolean =>
  new Set(columns).size === columns.length &&
  columns.every(column => column >= 0 && column < columns.length)

const costOf = (matrix: ArrayLike<number>, columns: Int32Array): number =>
  columns.reduce((sum, column, row) => sum + matrix[row * columns.length + column], 0)

const entries = (entry: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.integer({ min: 1, max: 7 }).chain(size =>
    fc.array(entry, { minLength: size * size, maxLength: size * size }))

const kinds = {
  'real numbers': entries(fc.double({ min: -10, max: 10, noNaN: true })),
  'heavy ties': entries(fc.integer({ min: 0, max: 2 })),
  'huge numbers': entries(fc.double({ min: -1e300, max: 1e300, noNaN: true })),
  'tiny numbers': entries(fc.double({ min: 0, max: 1e-300, noNaN: true })),
  'far apart numbers': entries(fc.constantFrom(0, 1e-12, 1, 1e12, -1e12))
}

for (const [kind, matrices] of Object.entries(kinds)) {
  test(`the least cost of all orders: ${kind}`, t => {
    t.notThrows(() => fc.assert(fc.property(matrices, matrix => {
      const size = Math.sqrt(matrix.length)
      const { columns, cost } = assign(matrix)
      const scale = Math.max(...matrix.map(Math.abs))
      const best = bruteForce(matrix, size)
      return isBijection(columns) && Math.abs(cost - best) <= 1e-12 * scale * size &&
        Math.abs(costOf(matrix, columns) - cost) <= 1e-12 * scale * size
    }), { numRuns: 150, seed: 7 }))
  })
}

/** Points of several kinds: duplicates, lattices and lines have many best matchings. */
const clouds: Readonly<Record<string, (uniform: () => number) => number>> = {
  uniform: uniform => uniform(),
  lattice: uniform => Math.floor(4 * uniform()),
  'nearly all the same': uniform => Number(uniform() < 0.02),
  'far away': uniform => 1e9 + uniform(),
  huge: uniform => 1e200 * uniform(),
  tiny: uniform => 1e-200 * uniform()
}

for (const [kind, coordinate] of Object.entries(clouds)) {
  test(`points against the Hungarian method: ${kind}`, t => {
    for (const size of [1, 2, 17, 90]) {
      for (const cost of ['squared', 'distance'] as const) {
        const { uniform } = Rng(size).fork(kind)
        const cloud = (): number[] => Array.from({ length: 3 * size }, () => coordinate(uniform))
        const [a, b] = [cloud(), cloud()]
        // Measured from the first point, and by the largest: no square is lost or infinite
        const from = [a, b].map(points => points.map((value, at) => value - a[at % 3]))
        const scale = Math.max(...from.flat().map(Math.abs)) || 1
        const matrix = Float64Array.from({ length: size * size }, (_, at) => {
          const [i, j] = [Math.floor(at / size), at % size]
          const square = [0, 1, 2].reduce((sum, k) =>
            sum + ((from[0][3 * i + k] - from[1][3 * j + k]) / scale) ** 2, 0)
          return cost === 'squared' ? square : Math.sqrt(square)
        })
        const shape = [size, 3]
        const found = assignPoints({ data: a, shape }, { data: b, shape }, { cost })
        t.true(isBijection(found.columns))
        const best = hungarian(matrix, size)
        t.true(Math.abs(costOf(matrix, found.columns) - best) <= 1e-9 * Math.max(best, 1e-12),
          `${size} ${cost}`)
        const unit = cost === 'squared' ? scale * scale : scale
        const overflows = !Number.isFinite(unit) || unit === 0
        t.true(overflows || Math.abs(found.cost / unit - best) <= 1e-9 * Math.max(best, 1e-12))
      }
    }
  })
}

test('random matrices against the Hungarian method', t => {
  for (const size of [30, 120]) {
    const { uniform } = Rng(size)
    const matrix = Float64Array.from({ length: size * size }, () => uniform())
    const { columns, cost } = assign(matrix)
    t.true(isBijection(columns))
    t.true(Math.abs(cost - hungarian(matrix, size)) < 1e-10)
  }
})

test('points above the limit are matched in blocks: a bijection, near the best', t => {
  const size = 600
  const { uniform } = Rng(4)
  const cloud = (): { data: number[], shape: number[] } =>
    ({ data: Array.from({ length: 3 * size }, () => uniform()), shape: [size, 3] })
  const [a, b] = [cloud(), cloud()]
  const exact = assignPoints(a, b)
  const blocks = assignPoints(a, b, { block: 150 })
  t.true(isBijection(blocks.columns))
  t.true(blocks.cost >= exact.cost)
  t.true(blocks.cost < 2 * exact.cost, `${blocks.cost / exact.cost}`)
  t.true(isBijection(assignPoints(a, b, { block: 1 }).columns))
  t.true(isBijection(assignPoints(a, a, { block: 7 }).columns))
  t.is(assignPoints(a, a).cost, 0)
})
