import { mkdtempSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { RemixtureError, useBackend } from '../../core/index.js'
import { writeNpy } from '../../plugins/io/formats/index.js'
import { exit } from '../../plugins/cli/exit.js'
import { embeddingPage, studyEmbeddings } from '../../plugins/report/index.js'
import { said } from '../cli/support.js'

test.before(() => useBackend('cpu'))
const folder = mkdtempSync(path.join(tmpdir(), 'remixture-report-'))
const at = (name: string): string => path.join(folder, name)

/** Rows on a circle, by their angles. */
function circle (angles: readonly number[]): { data: Float32Array, shape: [number, number] } {
  return {
    data: Float32Array.from(angles.flatMap(angle => [2 * Math.cos(angle), 2 * Math.sin(angle)])),
    shape: [angles.length, 2]
  }
}

test('the numbers are those worked out by hand', async t => {
  const right = Math.PI / 2
  const study = await studyEmbeddings({
    rows: circle([0, right, 2 * right, 3 * right]), labels: Int32Array.of(0, 0, 1, 1), k: [1, 2, 9]
  })
  t.is(study.length, 2)
  // Squared distances are 2 (four pairs) and 4 (two)
  const even = Math.log((4 * Math.exp(-4) + 2 * Math.exp(-8)) / 6)
  t.true(Math.abs(study.uniformity - even) < 1e-5)
  t.true(Math.abs((study.alignment as number) - 2) < 1e-5)
  t.deepEqual(study.recall.map(({ k }) => k), [1, 2])
  t.is(study.recall[1].share, 1)
  t.true(Math.abs((study.utilisation?.rows as number) - 2) < 1e-5)
  t.is(study.modalityGap, undefined)
  t.is(study.map.length, 4)
})

test('two modalities have a gap, and find each other', async t => {
  const study = await studyEmbeddings({
    rows: circle([0, 0.2, 0.4]), pairs: circle([0.1, 0.3, 0.5]), k: [1]
  })
  t.true(Math.abs((study.alignment as number) - (2 - 2 * Math.cos(0.1))) < 1e-5)
  t.true(Math.abs((study.modalityGap as number) - 2 * Math.sin(0.05) *
    ((1 + 2 * Math.cos(0.2)) / 3)) < 1e-5)
  t.is(study.recall.length, 1)
  t.deepEqual(study.map.map(({ group }) => group), [0, 0, 0, 1, 1, 1])
})

test('a row or two are no reason to stop, and a sample is by chance but the same', async t => {
  for (const angles of [[1], [1, 2], [1, 1, 1]]) {
    const { uniformity, hardness, recall } = await studyEmbeddings({ rows: circle(angles) })
    t.true(Number.isFinite(uniformity))
    t.is(hardness === undefined, angles.length < 3)
    t.deepEqual(recall, [])
  }
  const rows = circle(Array.from({ length: 50 }, (_, i) => i))
  const [one, again, other] = await Promise.all([1, 1, 2].map(async seed =>
    await studyEmbeddings({ rows, sample: 20, seed })))
  t.is(one.looked, 20)
  t.deepEqual(one, again)
  t.not(one.uniformity, other.uniformity)
  t.true(one.hardness!.synthetic > one.hardness!.real)
  t.is(one.hardness!.realCounts.reduce((a, b) => a + b), 10 * 10)
})

test('rows that do not match are refused', async t => {
  const rows = circle([0, 1])
  for (const [given, text] of [
    [{ rows, pairs: circle([0]) }, /"pairs" must be \[2, 2\] numbers/],
    [{ rows, labels: Int32Array.of(1) }, /"labels" must be 2 labels/],
    [{ rows: { ...rows, data: Float32Array.of(0, 1, NaN, 1) } }, /"rows" must hold finite/],
    [{ rows, k: [0] }, /"k" must be whole numbers/]
  ] as const) {
    const error = await t.throwsAsync(studyEmbeddings(given), { instanceOf: RemixtureError })
    t.regex(error.message, text)
  }
})

test('the page opens from disk: nothing is fetched, no script runs, text is escaped', async t => {
  const study = await studyEmbeddings({
    rows: circle(Array.from({ length: 12 }, (_, i) => i)),
    labels: Int32Array.from({ length: 12 }, (_, i) => i % 2)
  })
  const evil = '<script>alert(1)</script>'
  const page = embeddingPage({ title: evil, study, groups: 'labels', command: evil })
  t.notRegex(page, /<(script|link|iframe|img)\b|url\(|@import|https?:/)
  for (const id of ['recall', 'hardness', 'map', 'code']) t.true(page.includes(`id="${id}"`), id)
  t.is(page.match(/<circle /g)?.length, 12)
})

test('the command writes the page, and tells the numbers', async t => {
  await writeNpy(at('x.npy'), circle([0, 1, 2, 3, 4, 5]))
  await writeNpy(at('labels.npy'), { data: BigInt64Array.of(0n, 0n, 1n, 1n, 2n, 2n), shape: [6] })
  const args = ['report', 'embeddings', at('x.npy'), '--labels', at('labels.npy'),
    '--out', at('page.html'), '--k', '1,2']
  const { code, out } = await said(...args)
  t.is(code, exit.done)
  t.regex(out, /^rows +6 × 2\n[^]*uniformity +-\d[^]*recall@2 +[\d.]+/)
  t.regex(await readFile(at('page.html'), 'utf8'), /^<!doctype html>[^]*x\.npy/)
  const json = JSON.parse((await said(...args, '--force', '--json')).out)
  t.like(json, { size: 6, dimensions: 2, looked: 6 })
  t.deepEqual(json.recall.map(({ k }: { k: number }) => k), [1, 2])
  t.is((await said(...args)).code, exit.usage, 'what is there is not overwritten')
})

test('a file that holds no embeddings is named, and no page is left', async t => {
  await writeNpy(at('flat.npy'), { data: Float32Array.of(1, 2), shape: [2] })
  await writeNpy(at('two.npy'), circle([0, 1]))
  await writeNpy(at('nan.npy'), { data: Float32Array.of(1, 2, 3, Infinity), shape: [2, 2] })
  await writeFile(at('text.npy'), 'no array')
  for (const [args, code, text] of [
    [['flat.npy'], exit.input, /flat\.npy: must hold embeddings, .* has shape \[2\]/],
    [['nan.npy'], exit.input, /nan\.npy: row 1 holds Infinity/],
    [['text.npy'], exit.input, /text\.npy/],
    [['gone.npy'], exit.input, /gone\.npy/],
    [['two.npy', '--labels', 'flat.npy', '--k', '0'], exit.usage, /"k" must be a whole number/],
    [['two.npy', '--labels', 'nan.npy'], exit.input, /nan\.npy: must hold 2 whole numbers/],
    [['two.npy', '--pairs', 'flat.npy'], exit.input, /flat\.npy: must hold embeddings/]
  ] as const) {
    const full = args.map(arg => arg.endsWith('.npy') ? at(arg) : arg)
    const result = await said('report', 'embeddings', ...full, '--out', at('none.html'))
    t.is(result.code, code, args.join(' '))
    t.regex(result.err, text)
  }
  await t.throwsAsync(readFile(at('none.html')))
  t.is((await said('report', 'sounds', at('two.npy'))).code, exit.usage)
  t.is((await said('report', 'embeddings', at('two.npy'), '--out', at('x.pdf'))).code, exit.usage)
})
