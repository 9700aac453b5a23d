import test from 'ava'
import { catalogue } from '../catalogue/catalogue.js'
import { runsOn } from '../catalogue/entry.js'
import { anyBackend, propertyNames } from '../../plugins/check/properties/index.js'
import type { TestPage } from './support/test-page.js'
import { openTestPage } from './support/test-page.js'

const entries = await catalogue()
/** The others make no tensors, or try backends by themselves. */
const there = propertyNames.filter(property => !anyBackend.has(property))
let page: TestPage

test.serial.before(async () => { page = await openTestPage() })
test.after.always(async () => { await page?.close() })

for (const backend of ['wasm', 'webgl', 'webgpu']) {
  for (const { name } of entries.filter(entry => runsOn(backend, entry))) {
    test.serial(`${name} has every property on ${backend} in a page`, async t => {
      t.is((await page.ask('use', backend)).backend, backend)
      const found = await page.ask('survey', name, there)
      t.deepEqual(found.flatMap(({ problems }) => problems), [])
      t.is(found.length, there.length)
      t.true(found.every(({ tried }) => tried > 0))
    })
  }

  test.serial(`mixers that lack a property are found out on ${backend} in a page`, async t => {
    await page.ask('use', backend)
    for (const property of there) {
      const heard = await page.ask('control', property)
      t.true(heard.length > 0, property)
      for (const [says, why] of heard) t.regex(why, new RegExp(says), property)
    }
  })
}
