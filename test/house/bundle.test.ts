import type { ExecutionContext } from 'ava'
import test from 'ava'
import type { Bundle } from './bundle.js'
import { account, browserEntries, bundle } from './bundle.js'

/** Bytes, gzipped, that core and image may cost a page; tfjs comes on top. */
const BUDGET = 60_000

test('pages have entries for core and every domain', async t => {
  const entries = await browserEntries()
  for (const entry of ['remixture', 'remixture/image']) t.true(entries.includes(entry), entry)
})

test('no entry for pages needs Node, inversify, its polyfill or the whole of zod', async t => {
  for (const entry of await browserEntries()) {
    // An import of a built-in module of Node would end the build.
    const { parts } = await bundle(`export * from '${entry}'`)
    t.deepEqual([...parts.keys()].filter(part => /inversify|reflect-metadata|ml-matrix/.test(part)),
      [], entry)
    t.true((parts.get('zod') as number) < 50_000, `${entry}: zod ${parts.get('zod')}`)
  }
})

test('a page with a built-in module of Node does not build', async t => {
  await t.throwsAsync(bundle("import 'node:fs'"), { message: /node:fs/ })
  await t.throwsAsync(bundle("export * from './dist/plugins/io/index.js'"), { message: /node:/ })
})

test('a page with all of image, and what it takes of core, stays within the budget', async t => {
  const page = await bundle(`
    export {
      createMixer, mixedAccuracy, mixedLoss, oneOf, parse, replay, scheduled, sequence, sometimes,
      stringify, useBackend
    } from 'remixture'
    export * from 'remixture/image'`)
  tell(t, page)
  t.true(page.gzipped <= BUDGET, `${page.gzipped} B`)
})

test('a page that mixes by two mixers loads less', async t => {
  const page = await bundle(`
    import { createMixer } from 'remixture'
    import { cutmix, mixup } from 'remixture/image'
    export const mixes = [cutmix(), mixup()].map(mixer => createMixer(mixer))`)
  tell(t, page)
  t.true(page.gzipped <= 0.9 * BUDGET, `${page.gzipped} B`)
})

/** For the account; a bundler leaves out what a page does not import. */
test('all that core and image export', async t => {
  const all = await bundle("export * from 'remixture'; export * as image from 'remixture/image'")
  tell(t, all)
  t.true(all.gzipped <= 1.25 * BUDGET, `${all.gzipped} B`)
})

function tell (t: ExecutionContext, made: Bundle): void {
  t.log(`${made.gzipped} B gzipped, ${made.minified} minified; ${made.later} gzipped on demand`)
  t.log(`minified, kB: ${account(made)}`)
}
