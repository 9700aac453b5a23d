import test from 'ava'
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

test('core and image, all of both, stay within the budget', async t => {
  const whole = await bundle("export * from 'remixture'; export * as image from 'remixture/image'")
  t.log(`${whole.gzipped} B gzipped (${whole.minified} minified), ${whole.later} later`)
  t.log(`minified, kB: ${account(whole)}`)
  t.true(whole.gzipped <= BUDGET, `${whole.gzipped} B`)
})

test('a page that mixes images loads less', async t => {
  const page = await bundle(`
    import { createMixer } from 'remixture'
    import { cutmix, mixup } from 'remixture/image'
    export const mix = createMixer(cutmix()), other = createMixer(mixup())`)
  t.log(`${page.gzipped} B gzipped (${page.minified} minified), ${page.later} later`)
  t.log(`minified, kB: ${account(page)}`)
  t.true(page.gzipped <= 0.9 * BUDGET, `${page.gzipped} B`)
})
