import test from 'ava'
import { useBackend } from '../../core/index.js'
import { fromBase64 } from '../../core/plan/base64.js'
import { catalogue } from '../catalogue/catalogue.js'
import { paintsAlone, runsOn } from '../catalogue/entry.js'
import { distance } from '../../plugins/check/same.js'
import type { Painting } from './page/paintings.js'
import { paintingsOf } from './page/paintings.js'
import type { TestPage } from './support/test-page.js'
import { openTestPage } from './support/test-page.js'

const entries = await catalogue()
const painted = entries.filter(paintsAlone)
const expected = new Map<string, Painting[]>()
let page: TestPage

test.serial.before(async () => {
  page = await openTestPage()
  await useBackend('cpu')
  for (const entry of painted) expected.set(entry.name, await paintingsOf(entry))
})
test.after.always(async () => { await page?.close() })

test.serial('the page has the whole catalogue', async t => {
  t.deepEqual([...await page.ask('names')].sort(), entries.map(({ name }) => name).sort())
})

for (const backend of ['wasm', 'webgl', 'webgpu']) {
  for (const { name } of painted.filter(entry => runsOn(backend, entry))) {
    test.serial(`${name} plans and paints on ${backend} in a page as on cpu in Node`, async t => {
      t.is((await page.ask('use', backend)).backend, backend)
      const [here, there] = [expected.get(name) as Painting[], await page.ask('paint', name)]
      t.is(there.length, here.length)
      t.true(here.length > 0)
      t.deepEqual(there.map(({ title, plan }) => [title, plan]),
        here.map(({ title, plan }) => [title, plan]))
      const worst = Math.max(...here.map((each, i) => apart(each, there[i])))
      t.log(`${here.length} batches, at most ${worst.toExponential(1)} apart`)
      t.true(worst <= 1e-4, `${worst} apart`)
    })
  }
}

test.serial('paintings that are apart are told from those that are not', t => {
  const [painting] = expected.get('image/mixup') as Painting[]
  const other = expected.get('image/cutmix')?.[0] as Painting
  t.is(apart(painting, painting), 0)
  t.true(apart(painting, { ...painting, images: other.images }) > 1e-4)
  t.is(apart(painting, { ...painting, labels: '' }), Infinity)
})

/** How far apart the numbers of two paintings are at most. */
function apart (a: Painting, b: Painting): number {
  const parts = ['images', 'labels', 'masks'] as const
  return Math.max(...parts.map(part => distance(floats(a[part]), floats(b[part]))))
}

function floats (text: string): Float32Array {
  return new Float32Array((fromBase64(text) as Uint8Array).slice().buffer)
}
