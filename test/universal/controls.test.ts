import test from 'ava'
import { useBackend } from '../../core/index.js'
import { backends } from '../backends.js'
import { controls } from './controls.js'
import { properties, propertyNames } from '../../plugins/check/properties/index.js'
import { survey } from './survey.js'

for (const backend of backends) {
  for (const property of propertyNames) {
    test.serial(`a mixer that lacks ${property} is found out on ${backend}`, async t => {
      await useBackend(backend)
      t.true(controls[property].length > 0)
      for (const { entry, says } of controls[property]) {
        const verdict = await properties[property](entry, {})
        t.regex(verdict.holds ? 'it holds' : verdict.why, says)
      }
    })
  }
}

test.serial('an exemption hides a problem, and one that is not needed is a problem', async t => {
  await useBackend('cpu')
  const [{ entry }] = controls['target-shares']
  const exemptions = [{ property: 'target-shares', reason: 'stated' }] as const
  t.is((await survey(entry, 'target-shares')).problems.length, 1)
  const exempt = await survey({ ...entry, exemptions }, 'target-shares')
  t.deepEqual([exempt.problems, exempt.exempt], [[], 1])
  const needless = { ...entry, exemptions: [{ property: 'json', reason: 'old' }] as const }
  t.deepEqual((await survey(needless, 'json')).problems, ['json needs no exemption: old'])
})
