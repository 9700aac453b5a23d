import test from 'ava'
import type { Plan } from '../../core/index.js'
import { agrees } from './clouds/oracle.js'
import { pairs } from './clouds/pairs.js'
import { unions } from './clouds/unions.js'

for (const oracle of [...unions, ...pairs])
  test(`${oracle.name} gives what its naive version gives of clouds`, agrees, oracle, 60)

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
        60)
    }, { message: /is not at|points instead of|is not \d+ of/ })
  }
})
