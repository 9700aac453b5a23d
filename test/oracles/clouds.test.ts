import test from 'ava'
import type { Plan } from '../../core/index.js'
import { createMixer } from '../../core/index.js'
import { fmix3d } from '../../domains/pointcloud/index.js'
import { cloudsOf } from '../pointcloud/clouds.js'
import type { Told } from './clouds/naive.js'
import { pointsOf } from './clouds/naive.js'
import { agrees } from './clouds/oracle.js'
import { pairs } from './clouds/pairs.js'
import { unions } from './clouds/unions.js'

for (const oracle of [...unions, ...pairs])
  test(`${oracle.name} gives what its naive version gives of clouds`, agrees, oracle, 20)

test('an oracle that is wrong is found out: sectors the other way, one turn too few', t => {
  const polar = unions.find(({ name }) => name === 'polarmix')
  if (polar === undefined) throw new Error('polarmix must have an oracle')
  const wrong: Array<(drawn: Plan['draws']) => Plan['draws']> = [
    drawn => ({ ...drawn, alpha: (drawn.alpha ?? []).map(angle => -angle) }),
    drawn => ({ ...drawn, omega: (drawn.omega ?? []).map(angle => angle / 2) })
  ]
  for (const change of wrong) {
    t.throws(() => {
      agrees(t, { ...polar, outcome: (drawn, ...given) => polar.outcome(change(drawn), ...given) },
        20)
    }, { message: /is not at|points instead of|is not \d+ of/ })
  }
})

test('fmix3d shows in every cell all points of one cloud, and as many cells as λ says', t => {
  const side = 4
  for (let seed = 0; seed < 15; seed++) {
    const x = cloudsOf([40, 30, 50], seed)
    const mix = createMixer(fmix3d({ side }), { seed })
    const plan = mix.plan(x)
    mix.apply(x, plan).forEach(({ provenance }, row) => {
      const both = [row, plan.draws.pair[row]]
      const points = [...new Set(both)].flatMap(which => pointsOf(x[which], which))
      const bounds = [0, 1, 2].map(axis => points.map(({ at }) => at[axis]))
        .map(values => [Math.min(...values), Math.max(...values)])
      const cellOf = ({ at }: Told): string => at.map((value, axis) => Math.min(side - 1,
        Math.floor((value - bounds[axis][0]) / (bounds[axis][1] - bounds[axis][0]) * side))).join()
      const shown = new Set(Array.from(provenance?.part ?? [], (part, k) =>
        `${provenance?.parts[part].row} ${provenance?.index[k]}`))
      const seen = points.filter(point => shown.has(`${point.row} ${point.index}`))
      const whose = new Map(seen.map(point => [cellOf(point), point.row]))
      if (both[0] === both[1]) {
        t.is(seen.length, points.length)
        return
      }
      t.true(seen.every(point => whose.get(cellOf(point)) === point.row))
      // Of whom a cell shows, it shows all
      t.is(points.filter(point => whose.get(cellOf(point)) === point.row).length, seen.length)
      const exact = plan.draws.lambda[row] * side ** 3
      const cells = plan.draws.roundUp[row] === 1 ? Math.ceil(exact) : Math.floor(exact)
      const own = [...whose.values()].filter(which => which === row).length
      t.true(own <= cells && whose.size - own <= side ** 3 - cells)
    })
  }
})
