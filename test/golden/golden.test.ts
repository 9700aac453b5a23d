import {
  copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import test, { type ExecutionContext } from 'ava'
import { backends, chosen } from '../backends.js'
import type { Adapter, Outputs } from './adapter.js'
import { findFiles, readGolden } from './files.js'
import { main } from './main.js'
import { fails } from './report.js'
import { verifyFile } from './verify.js'
import { withGradients } from './with-gradients.js'

const data = 'test/golden/data'
const given = findFiles([data])
  .map(file => readGolden(file).cases.length)
  .reduce((sum, count) => sum + count)

/** A folder of these files, gone when the test ends. */
function folder (t: ExecutionContext, files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'golden-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

interface Run { readonly passes: boolean, readonly lines: readonly string[], readonly last: string }

async function run (...args: string[]): Promise<Run> {
  const lines: string[] = []
  const passes = await main(args, line => { lines.push(line) })
  return { passes, lines, last: lines[lines.length - 1] }
}

/** A file of one case that expects this. */
function expecting (expected: object): object {
  return { cases: { only: { inputs: { a: 1 }, params: { b: 2 }, decisions: { c: 3 }, expected } } }
}

/** Whether a case that expects one thing passes with another, and what the control says of it. */
async function meets (
  t: ExecutionContext, expected: object, got: Outputs
): Promise<{ readonly passes: boolean, readonly caught: boolean | undefined }> {
  const root = folder(t, { 'sample.json': expecting(expected) })
  const adapters = { sample: () => got }
  const { cases: [only] } =
    await verifyFile(path.join(root, 'sample.json'), { adapters, control: true })
  return { passes: !fails(only), caught: only.caught }
}

const array = (...values: number[]): object =>
  ({ shape: [values.length], dtype: 'float32', data: values })
const whole = (...values: number[]): object =>
  ({ shape: [values.length], dtype: 'int32', data: values })

// Those of wasm are tried by test/full
for (const backend of chosen ? backends : ['cpu']) {
  test.serial(`every case that comes with the project passes on ${backend}`, async t => {
    const { passes, lines, last } = await run('--backend', backend)
    t.true(passes, lines.join('\n'))
    t.is(last, `${given} passed, 0 failed`)
    t.true(lines.some(line => /^timm_mixup +8 of 8 cases {2}8 passed/.test(line)))
    t.is(tf.getBackend(), backend)
  })
}

test.serial('every case of a file without an adapter fails', async t => {
  const cases = { case1: { expected: { lam: 1 } }, case2: { expected: { lam: 1 } } }
  const { passes, lines, last } = await run(folder(t, { 'deep/unheard_of.json': { cases } }))
  t.false(passes)
  t.is(last, '0 passed, 2 failed')
  t.true(lines.some(line => line.startsWith('FAILED unheard_of case2: (run)')))
})

test.serial('a file without an adapter is named but not counted if that is asked for', async t => {
  const root = folder(t, { 'unheard_of.json': expecting({ lam: 1 }) })
  copyFileSync(`${data}/cutmix.json`, path.join(root, 'cutmix.json'))
  const { passes, lines, last } = await run(root, '--skip-missing')
  t.true(passes)
  t.is(last, '3 passed, 0 failed')
  t.true(lines.includes('unheard_of  0 of 1 cases: skipped, no adapter'))
})

test.serial('files of scores are left out, others without cases fail', async t => {
  const root = folder(t, {
    'baseline.json': '{}', 'a.json': '{}', 'b.json': '{ NaN }',
    'c.json': { cases: [] }, 'notes.md': 'none'
  })
  const { passes, last } = await run(root)
  t.false(passes)
  t.is(last, '0 passed, 3 failed')
})

test.serial('no golden files, an unknown option and an unknown backend are errors', async t => {
  await t.throwsAsync(run('/nowhere/at/all'), { message: /ENOENT/ })
  await t.throwsAsync(run(folder(t, { 'baseline.json': '{}' })), { message: /no golden file/ })
  await t.throwsAsync(run('--contol'), { message: /Unknown option/ })
  await t.throwsAsync(run('--backend', 'abacus'), { message: /abacus/ })
})

test.serial('an adapter is given inputs, params and decisions, and nothing else', async t => {
  const seen: unknown[] = []
  const sample: Adapter = (...all: unknown[]) => {
    seen.push(...all)
    return { lam: 1 }
  }
  const root = folder(t, { 'sample.json': expecting({ lam: 1 }) })
  await verifyFile(path.join(root, 'sample.json'), { adapters: { sample } })
  t.deepEqual(seen, [{ a: 1 }, { b: 2 }, { c: 3 }])
})

test.serial('what an adapter throws fails its case and no other', async t => {
  const expected = { lam: 1 }
  const cases = { bad: { params: { bad: true }, expected }, good: { expected } }
  const root = folder(t, { 'sample.json': { cases } })
  const sample: Adapter = (_, { bad }) => {
    if (bad === true) throw new Error('too hard')
    return { lam: 1 }
  }
  const report = await verifyFile(path.join(root, 'sample.json'), { adapters: { sample } })
  t.deepEqual(report.cases.map(fails), [true, false])
  t.is(report.cases[0].failures[0].got, 'Error: too hard')
})

test.serial('real numbers are met within the tolerance of their range, and no further', async t => {
  const expected = { x: array(-1, 0, 3) }
  const off = async (by: number): Promise<boolean> =>
    (await meets(t, expected, { x: [-1, by, 3] })).passes
  t.true(await off(3.9e-5))
  t.false(await off(4.1e-5))
  t.false(await off(NaN))
  t.false(await off(Infinity))
  t.true((await meets(t, { lam: 0.5 }, { lam: 0.500009 })).passes)
  t.false((await meets(t, { lam: 0.5 }, { lam: 0.500011 })).passes)
})

test.serial('whole numbers by their type are met exactly', async t => {
  t.true((await meets(t, { x: whole(100000, 7) }, { x: tf.tensor1d([100000, 7]) })).passes)
  t.false((await meets(t, { x: whole(200000, 7) }, { x: [200001, 7] })).passes)
})

test.serial('a result that is missing, of another shape or of another kind fails', async t => {
  t.false((await meets(t, { x: array(1), y: 1 }, { x: [1] })).passes)
  t.false((await meets(t, { x: array(1, 1) }, { x: [1] })).passes)
  t.false((await meets(t, { x: array(1, 1) }, { x: [[1, 1]] })).passes)
  t.false((await meets(t, { x: array(1) }, { x: null })).passes)
  t.false((await meets(t, { x: null }, { x: [2, 6, 2, 6] })).passes)
  t.false((await meets(t, { x: null }, {})).passes)
  t.true((await meets(t, { x: null }, { x: null, more: 1 })).passes)
})

test.serial('lists of lists and results within results are compared too', async t => {
  const expected = { boxes: [null, [0, 2, 0, 2]], inner: { lam: [[0.5], [1]] } }
  const got = (lam: number): Outputs =>
    ({ boxes: [null, [0, 2, 0, 2]], inner: { lam: [[0.5], [lam]] } })
  t.deepEqual(await meets(t, expected, got(1)), { passes: true, caught: true })
  t.false((await meets(t, expected, got(0.9))).passes)
})

test.serial('a case in which no number can be moved survives the control', async t => {
  t.deepEqual(await meets(t, { x: null }, { x: null }), { passes: true, caught: false })
  t.false((await meets(t, {}, {})).passes)
})

test('gradients of rows of zeros are left out only where rows are brought to length 1', t => {
  const rows = { shape: [3, 2], dtype: 'float32', data: [3, 4, 0, 0, 1, 0] }
  const told = (...data: number[]): unknown => {
    const { expected } = withGradients({ params: {}, inputs: { rows },
      outputs: { loss: array(1) }, grads: { rows: { shape: [3, 2], dtype: 'float64', data } } })
    return (expected as { grads: { rows: { data: number[] } } }).grads.rows.data
  }
  // At a right angle to their rows: of directions alone
  t.deepEqual(told(-4, 3, 5, 6, 0, 7), [-4, 3, NaN, NaN, 0, 7])
  t.deepEqual(told(-4, 3, 5e11, 6, 0, 7), [-4, 3, NaN, NaN, 0, 7])
  t.deepEqual(told(1, 2, 5, 6, 0, 7), [1, 2, 5, 6, 0, 7])
})
