import test from 'ava'
import { RemixtureError } from '../../../core/errors.js'
import { peer } from '../../../plugins/peer.js'

test('a package that is missing is one sentence with the line that installs it', async t => {
  const name: string = 'remixture-has-no-such-peer'
  const error = await t.throwsAsync(() => peer('readThing', name, () => import(name)),
    { instanceOf: RemixtureError, code: 'MISSING_PEER' })
  t.is(error?.message, `readThing needs "${name}"; install it by "npm install ${name}"`)
})

test('another failure of the import is told as it is', async t => {
  const broken = new Error('broken')
  t.is(await t.throwsAsync(() => peer('x', 'y', () => Promise.reject(broken))), broken)
  const inner = Object.assign(new Error("Cannot find package 'z'"),
    { code: 'ERR_MODULE_NOT_FOUND' })
  t.is(await t.throwsAsync(() => peer('x', 'y', () => Promise.reject(inner))), inner)
})
