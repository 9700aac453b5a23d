import { readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import test from 'ava'
import { cmixup, regMixup } from '../../../core/index.js'
import { ada, localMixup, mixup } from '../../../domains/regression/index.js'
import {
  mixTable, readCsv, readParquet, replayTable, surveyTable, writeParquet
} from '../../../plugins/io/index.js'
import { folder, refused } from '../../regression/support.js'

/** Rows whose target is ten times their one feature. */
function lines (rows: number): string {
  return `size,owner,price\n${Array.from({ length: rows }, (_, row) =>
    `${row * 37 % 101},o${row % 5},${row * 37 % 101 * 10}`).join('\n')}\n`
}

const mixer = mixup({ alpha: 2, pairing: cmixup({ bandwidth: 50 }) })
const options = { target: 'price', group: 'owner', split: { test: 0.3 }, batch: 16, seed: 3 }

test('mixed rows state whom they are made of, and are made again from their plans', async t => {
  const root = await folder(t, { 'a.csv': lines(200) })
  const report = await mixTable(`${root}/a.csv`, mixer, { ...options, out: `${root}/out` })
  t.deepEqual([report.rows, report.count, report.bandwidth], [200, report.train, 50])
  const rows = await readCsv(`${root}/out/mixed.csv`).columns()
  const [row, partners, weights] = ['mix.row', 'mix.partners', 'mix.weights'].map(name =>
    rows[name] as string[])
  const source = (k: number): number => k * 37 % 101
  row.forEach((first, i) => {
    const all = [first, ...partners[i].split(';')].filter(part => part !== '').map(Number)
    const shares = weights[i].split(';').map(Number)
    const size = all.reduce((sum, k, p) => sum + source(k) * shares[p], 0)
    t.true(Math.abs(size - Number(rows.size[i])) < 1e-9)
    t.true(Math.abs(10 * size - Number(rows.price[i])) < 1e-8)
  })
  // Groups stay together: those that are held out are in no mix
  const owners = new Set(row.map(first => Number(first) % 5))
  t.true(owners.size < 5)
  t.true(partners.every(list => list === '' || owners.has(Number(list) % 5)))
  t.deepEqual((await replayTable(`${root}/out`)).differing, [])
  const file = `${root}/out/mixed.csv`
  await writeFile(file, (await readFile(file, 'utf8')).replace(/\d\n$/, '77\n'))
  t.is((await replayTable(`${root}/out`)).differing.length, 1)
})

test('a mix that was cut off goes on, and ends with the same bytes', async t => {
  const root = await folder(t, { 'a.csv': lines(3000) })
  const made = { ...options, epochs: 2, out: `${root}/whole` }
  await mixTable(`${root}/a.csv`, mixer, made)
  const whole = await readFile(`${root}/whole/mixed.csv`)
  const stop = new AbortController()
  const cut = { ...made, out: `${root}/cut` }
  const stopped = await mixTable(`${root}/a.csv`, mixer, {
    ...cut, signal: stop.signal,
    onProgress: ({ type, done }) => { if (type === 'mix' && done > 2000) stop.abort() }
  }).then(() => 'done', () => 'stopped')
  t.is(stopped, 'stopped')
  const { done } = JSON.parse(await readFile(`${root}/cut/manifest.json`, 'utf8'))
  t.true(done.outputs > 0 && done.outputs < 3000)
  await writeFile(`${root}/cut/mixed.csv`, 'half a row', { flag: 'a' })
  const { made: rest, count } = await mixTable(`${root}/a.csv`, mixer, cut)
  t.is(rest, count - done.outputs)
  t.true(whole.equals(await readFile(`${root}/cut/mixed.csv`)))
  t.deepEqual((await readdir(`${root}/cut`)).sort(), ['manifest.json', 'mixed.csv', 'plans.jsonl'])
  await truncate(`${root}/cut/mixed.csv`, 10)
  await refused(t, () => mixTable(`${root}/a.csv`, mixer, cut), 'FORMAT', /not the \d+ of its/)
  await refused(t, () => mixTable(`${root}/a.csv`, mixer, { ...cut, seed: 4 }), 'NOT_EMPTY',
    /"seed"/)
})

test('Parquet comes in and goes out; a dry run writes nothing', async t => {
  const root = await folder(t)
  const size = Float64Array.from({ length: 50 }, (_, row) => row * 7 % 50)
  await writeParquet(`${root}/a.parquet`, [{ size, price: size.map(each => each * 2) }])
  const made = { target: 'price', out: `${root}/out`, format: 'parquet' as const, batch: 20 }
  t.is((await mixTable(`${root}/a.parquet`, mixer, { ...made, dryRun: true })).count, 50)
  t.deepEqual(await readdir(root), ['a.parquet'])
  t.is((await mixTable(`${root}/a.parquet`, regMixup(), made)).count, 100)
  for await (const { rows, columns } of readParquet(`${root}/out/mixed-000000.parquet`)) {
    t.is(rows, 100)
    t.deepEqual(Object.keys(columns), ['size', 'price', 'mix.row', 'mix.partners', 'mix.weights'])
  }
  t.deepEqual((await replayTable(`${root}/out`)).differing, [])
})

test('rows move by the clusters of their own file, which are named in the manifest', async t => {
  const root = await folder(t, { 'a.csv': lines(300) })
  const made = { target: 'price', exclude: ['owner'], seed: 3, out: `${root}/out` }
  const report = await mixTable(`${root}/a.csv`, ada({ gamma: 'uniform' }), made)
  t.deepEqual([report.count, report.made], [300, 300])
  const { request } = JSON.parse(await readFile(`${root}/out/manifest.json`, 'utf8'))
  t.is(request.batch, 64)
  t.deepEqual(request.anchors, { clusters: 8, seed: 0, by: 'all', scale: 'standard' })
  const rows = await readCsv(`${root}/out/mixed.csv`).columns()
  const [row, partners, weights] = ['mix.row', 'mix.partners', 'mix.weights'].map(name =>
    rows[name] as string[])
  const source = (k: number): number => k * 37 % 101
  let far = 0
  row.forEach((first, i) => {
    const all = [first, ...partners[i].split(';')].filter(part => part !== '').map(Number)
    const shares = weights[i].split(';').map(Number)
    t.true(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
    const size = all.reduce((sum, k, p) => sum + source(k) * shares[p], 0)
    t.true(Math.abs(size - Number(rows.size[i])) < 1e-9)
    far = Math.max(far, ...all.map(k => Math.abs(source(k) - source(all[0]))))
  })
  // Of 8 clusters along 101 sizes, none is as wide as half of them
  t.true(far > 0 && far < 50, `${far}`)
  t.deepEqual((await replayTable(`${root}/out`)).differing, [])
  await refused(t, () => mixTable(`${root}/a.csv`, ada(), {
    ...made, anchors: { clusters: 3 }
  }), 'NOT_EMPTY', /another "mixer"/)
  // What was refused leaves nothing behind
  t.deepEqual((await readdir(`${root}/out`)).sort(), ['manifest.json', 'mixed.csv', 'plans.jsonl'])
  await refused(t, () => mixTable(`${root}/a.csv`, ada(), {
    target: 'price', out: `${root}/none`
  }), 'FORMAT', /"owner" holds text/)
  await refused(t, () => mixTable(`${root}/a.csv`, ada(), {
    ...made, target: 'rent', out: `${root}/none`
  }), 'UNKNOWN_NAME', /rent/)
  t.deepEqual((await readdir(root)).sort(), ['a.csv', 'out'])
  await refused(t, () => mixTable(`${root}/a.csv`, mixup(), { ...made, anchors: {} }),
    'OPTION', /such as ada, and not for mixup/)
  await refused(t, () => mixTable(`${root}/a.csv`, ada(), {
    ...made, anchors: { kind: 3 } as object
  }), 'UNKNOWN_OPTION', /kind/)
})

test('pairs that do not count are not written', async t => {
  const root = await folder(t, { 'a.csv': lines(200) })
  const made = { target: 'price', exclude: ['owner'], out: `${root}/out`, batch: 50 }
  const { count, made: written, train } = await mixTable(`${root}/a.csv`,
    localMixup({ radius: 10 }), made)
  t.true(count > 10 && count < train / 2, `${count}`)
  t.is(written, count)
  const rows = await readCsv(`${root}/out/mixed.csv`).columns()
  t.is(rows.price.length, count)
  rows.price.forEach((price, i) => {
    t.true(Math.abs(Number(price) - 10 * Number(rows.size[i])) < 1e-9)
    const [first, second = first] = [rows['mix.row'][i], rows['mix.partners'][i] || undefined]
      .map(each => Number(each ?? rows['mix.row'][i]) * 37 % 101)
    t.true(Math.abs(first - second) <= 10)
  })
  t.deepEqual((await replayTable(`${root}/out`)).differing, [])
  // Nothing may be left of a batch, or of all
  for (const format of ['csv', 'parquet'] as const) {
    const none = { ...made, out: `${root}/${format}`, count: 9, batch: 2, format }
    const { count: few } = await mixTable(`${root}/a.csv`, localMixup({ radius: 1e-9 }), none)
    t.true(few < 9)
    t.is(few > 0, true)
    t.deepEqual((await replayTable(`${root}/${format}`)).differing, [])
  }
})

test('a survey leaves out what no table can hold, and says why', async t => {
  const root = await folder(t)
  const price = Float64Array.from({ length: 6 }, (_, row) => row * 2.5)
  const bytes = Array.from({ length: 6 }, (_, row) => Uint8Array.of(row))
  await writeParquet(`${root}/a.parquet`, [{
    price, seal: bytes,
    rooms: { data: Int32Array.of(1, 2), offsets: Int32Array.of(0, 1, 2, 2, 2, 2, 2) }
  }])
  const { columns, target, exclude } = await surveyTable(`${root}/a.parquet`)
  t.deepEqual(columns.map(({ name, kind, reason }) => [name, kind, reason]), [
    ['price', 'numbers', undefined], ['seal', 'unread', 'holds bytes'],
    ['rooms', 'unread', 'holds lists']
  ])
  t.deepEqual([target, exclude], ['price', ['seal', 'rooms']])
  const nested = await surveyTable('test/io/formats/fixtures/parquet/nested.parquet')
  t.like(nested.columns.find(({ name }) => name === 'd'), {
    kind: 'unread', reason: 'holds DATE; write it as numbers or text, or leave the column out'
  })
})

test('two mixes never write into one folder', async t => {
  const root = await folder(t, { 'a.csv': lines(100) })
  const made = { ...options, out: `${root}/out` }
  const both = await Promise.allSettled([1, 2].map(() => mixTable(`${root}/a.csv`, mixer, made)))
  t.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.like(both.find(({ status }) => status === 'rejected'), { reason: { code: 'IN_USE' } })
  t.deepEqual((await readdir(`${root}/out`)).sort(), ['manifest.json', 'mixed.csv', 'plans.jsonl'])
})
