import test from 'ava'
import { Rng, assign, sinkhorn } from '../../core/index.js'

function costs (seed: number, size: number): number[] {
  const rng = Rng(seed)
  return Array.from({ length: size }, () => rng.uniform())
}

test('margins are even, for any number of problems at once', t => {
  const { plan } = sinkhorn(
    { data: costs(1, 2 * 4 * 5), shape: [2, 4, 5] }, { threshold: 0, iterations: 500 })
  for (let line = 0; line < 8; line++) {
    const sum = plan.subarray(line * 5, line * 5 + 5).reduce((all, share) => all + share)
    t.true(Math.abs(sum - 1 / 4) < 1e-6)
  }
  for (let column = 0; column < 10; column++) {
    let sum = 0
    for (let row = 0; row < 4; row++)
      sum += plan[(Math.floor(column / 5) * 4 + row) * 5 + column % 5]
    t.true(Math.abs(sum - 1 / 5) < 1e-6)
  }
})

test('no transport of the same margins costs less, with its entropy', t => {
  const [epsilon, size] = [0.3, 3]
  const data = costs(2, size * size)
  const { plan } = sinkhorn({ data, shape: [size, size] },
    { epsilon, threshold: 0, iterations: 1000 })
  const value = (shares: Float64Array): number => shares.reduce((sum, share, k) =>
    sum + share * data[k] + epsilon * share * (Math.log(share) - 1), 0)
  const best = value(plan)
  const rng = Rng(3)
  for (let trial = 0; trial < 300; trial++) {
    // What is moved along a circle of four keeps the margins
    const [i, j] = [Math.floor(rng.uniform() * size), Math.floor(rng.uniform() * size)]
    const [k, l] = [(i + 1) % size, (j + 1) % size]
    const other = plan.slice()
    const step = 0.01 * rng.uniform()
    for (const [row, column, sign] of [[i, j, 1], [k, l, 1], [i, l, -1], [k, j, -1]])
      other[row * size + column] += sign * step
    if (other.every(share => share > 0)) t.true(value(other) >= best - 1e-9)
  }
})

test('a small epsilon comes to the assignment of least cost', t => {
  const data = costs(4, 25)
  const { plan } = sinkhorn({ data, shape: [5, 5] },
    { epsilon: 0.002, threshold: 0, iterations: 5000 })
  assign(data).columns.forEach((column, row) => {
    t.true(plan[row * 5 + column] > 0.19)
  })
})

test('it ends when potentials move by less than the threshold, or after so many rounds', t => {
  const given = { data: costs(5, 16), shape: [4, 4] }
  t.is(sinkhorn(given, { iterations: 3, threshold: 0 }).iterations, 3)
  const usual = sinkhorn(given).iterations
  t.true(usual < 100)
  t.true(sinkhorn(given, { threshold: 1e-6, iterations: 10000 }).iterations > usual)
})
