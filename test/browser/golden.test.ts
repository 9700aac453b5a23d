import test from 'ava'
import { adaptersOnDisk } from '../golden/adapters/on-disk.js'
import { findFiles, readGolden } from '../golden/files.js'
import { fails } from '../golden/report.js'
import type { TestPage } from './support/test-page.js'
import { openTestPage } from './support/test-page.js'

// A page reads no files from disk
const files = findFiles(['test/golden/data']).map(readGolden)
  .filter(({ key }) => !Object.hasOwn(adaptersOnDisk, key))
let page: TestPage

test.serial.before(async () => { page = await openTestPage() })
test.after.always(async () => { await page?.close() })

for (const backend of ['wasm', 'webgl', 'webgpu']) {
  test.serial(`every golden case passes on ${backend} in a page`, async t => {
    t.is((await page.ask('use', backend)).backend, backend)
    for (const file of files) {
      const { cases } = await page.ask('golden', file, true)
      t.is(cases.length, file.cases.length)
      for (const each of cases) {
        t.false(fails(each), `${file.key} ${each.name}: ${JSON.stringify(each.failures)}`)
        t.true(each.caught, `${file.key} ${each.name}: a moved number goes unnoticed`)
      }
    }
  })
}
