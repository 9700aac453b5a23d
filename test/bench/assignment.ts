/**
 * What an exact matching of points costs: `node dist/test/bench/assignment.js [most points]`.
 *
 * Two sets of uniform points in three dimensions; the auction, the paths that make it exact, and
 * the paths alone, in the same run. The paths alone are left out above 2,048 points.
 */
import { Rng } from '../../core/index.js'
import { auction } from '../../core/math/assignment/auction.js'
import type { Sale } from '../../core/math/assignment/auction.js'
import { pointCosts } from '../../core/math/assignment/costs.js'
import { shortestPaths } from '../../core/math/assignment/paths.js'

const most = Number(process.argv[2] ?? 4096)
const timed = <T>(act: () => T): [T, number] => {
  const start = performance.now()
  const result = act()
  return [result, performance.now() - start]
}

console.log('points  cost      auction ms  paths ms  paths alone ms')
for (const size of [512, 1024, 2048, 4096, 8192].filter(each => each <= most)) {
  for (const squared of [true, false]) {
    const { uniform } = Rng(size)
    const cloud = (): Float64Array => Float64Array.from({ length: 3 * size }, () => uniform())
    const costs = pointCosts(cloud(), cloud(), size, squared)
    const [sale, bidding] = timed(() => auction(costs, squared ? 3 : Math.sqrt(3)))
    const [, paths] = timed(() => shortestPaths(costs, sale))
    const nothing: Sale =
      { prices: new Float64Array(size), bought: new Int32Array(size).fill(-1) }
    const alone = size > 2048 ? undefined : timed(() => shortestPaths(costs, nothing))[1]
    console.log(`${String(size).padEnd(6)}  ${squared ? 'squared ' : 'distance'}  ${
      [bidding, paths].map(ms => ms.toFixed(0).padStart(8)).join('  ')
    }  ${alone === undefined ? '-' : alone.toFixed(0)}`)
  }
}
