import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ExecutionContext } from 'ava'
import test from 'ava'
import type { Bundle } from './bundle.js'
import { account, browserEntries, bundle } from './bundle.js'

/** Bytes, gzipped, that core and two mixers of image may cost a page; tfjs comes on top. */
const BUDGET = 60_000
/** With every mixer of image, and what a page takes of core. */
const WHOLE_IMAGE = 107_000
/** With all that both entries export, which no page asks for. */
const EVERYTHING = 128_500

test('pages have entries for core and every domain', async t => {
  const entries = await browserEntries()
  for (const entry of ['remixture', 'remixture/image']) t.true(entries.includes(entry), entry)
})

test('no entry for pages needs Node, inversify, its polyfill or the whole of zod', async t => {
  for (const entry of await browserEntries()) {
    // An import of a built-in module of Node would end the build.
    const { parts } = await bundle(`export * from '${entry}'`)
    // Whitening and general anchors of tables decompose matrices
    const needless = entry === 'remixture/regression'
      ? /inversify|reflect-metadata/
      : /inversify|reflect-metadata|ml-matrix/
    t.deepEqual([...parts.keys()].filter(part => needless.test(part)), [], entry)
    t.true((parts.get('zod') as number) < 50_000, `${entry}: zod ${parts.get('zod')}`)
  }
})

test('a page with a built-in module of Node does not build', async t => {
  await t.throwsAsync(bundle("import 'node:fs'"), { message: /node:fs/ })
  await t.throwsAsync(bundle("export * from './dist/plugins/io/index.js'"), { message: /node:/ })
})

test('a page with all of image, and what it takes of core, stays within its budget', async t => {
  const page = await bundle(`
    export {
      createMixer, mixedAccuracy, mixedLoss, oneOf, parse, replay, scheduled, sequence, sometimes,
      stringify, useBackend
    } from 'remixture'
    export * from 'remixture/image'`)
  tell(t, page)
  t.true(page.gzipped <= WHOLE_IMAGE, `${page.gzipped} B`)
})

test('a page that mixes by two mixers stays within the budget, and loads no others', async t => {
  const page = await bundle(`
    import { createMixer } from 'remixture'
    import { cutmix, mixup } from 'remixture/image'
    export const mixes = [cutmix(), mixup()].map(mixer => createMixer(mixer))`)
  tell(t, page)
  t.true(page.gzipped <= BUDGET, `${page.gzipped} B`)
  t.deepEqual([...page.files].filter(unused), [])
  t.true(page.files.has('dist/domains/image/mixers/cutmix.js'))
})

/** For the account; a bundler leaves out what a page does not import. */
test('all that core and image export', async t => {
  const all = await bundle("export * from 'remixture'; export * as image from 'remixture/image'")
  tell(t, all)
  t.true(all.gzipped <= EVERYTHING, `${all.gzipped} B`)
  t.deepEqual([...all.files].filter(file => /kernels\/\w+\//.test(file)), [])
})

test('a registry in pages knows the mixers of a domain where it is made of it', async t => {
  const script = `
    import { createRegistry, defaultRegistry } from 'remixture'
    import { cutmix, imageDomain } from 'remixture/image'
    const whole = createRegistry(imageDomain)
    console.log(JSON.stringify([
      defaultRegistry.domain('image') === whole.domain('image'),
      defaultRegistry.list('mixer').length,
      whole.get('mixer', 'cutmix') === cutmix,
      whole.create('mixup', { pairing: 'flip' }).domain,
      whole.list('pairing').map(({ name }) => name)
    ]))`
  const { stdout } = await promisify(execFile)(process.execPath,
    ['--conditions=browser', '--input-type=module', '--eval', script])
  t.deepEqual(JSON.parse(stdout), [true, 0, true, 'image', [
    'core/derangement', 'core/flip', 'core/permutation', 'core/previous', 'core/reservoir',
    'core/roll', 'image/greedy-cycle'
  ]])
})

/** What a page of cutmix and mixup has no use for. */
function unused (file: string): boolean {
  const mixer = /domains\/image\/mixers\/([\w-]+)\.js$/.exec(file)?.[1]
  const other = mixer !== undefined && !['cutmix', 'mixup'].includes(mixer)
  return other || /kernels\/\w+\/|assignment|statistics|pairing\/kernel/.test(file)
}

function tell (t: ExecutionContext, made: Bundle): void {
  t.log(`${made.gzipped} B gzipped, ${made.minified} minified; ${made.later} gzipped on demand`)
  t.log(`minified, kB: ${account(made)}`)
}
