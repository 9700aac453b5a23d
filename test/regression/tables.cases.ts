import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { cmixup, createMixer, fromDataset, isTensor, mixup as anyMixup, scripted, useBackend,
  withinGroups } from '../../core/index.js'
import { categorical, dataSet, mixup, scaleOf, standardScale,
  whiteningScale } from '../../domains/regression/index.js'
import { readTable } from '../../plugins/io/index.js'
import { folder, refused } from './support.js'

test.before(() => useBackend('cpu'))
const text = 'id,day,city,size,age,price\n1,2020-01-01,Bern,50,3,100\n' +
  '2,2020-01-02,Basel,80,,210\n3,2020-01-03,Bern,70,9,160\n4,2020-01-04,Chur,20,1,90\n'

test('a table is read as it was told, and everything else is a sentence', async t => {
  const root = await folder(t, { 'a.csv': text })
  const file = `${root}/a.csv`
  const read = (options: object): unknown => readTable(file, { target: 'price', ...options })
  await refused(t, () => read({}), 'FORMAT', /column "day" holds dates, "2020-01-01" in line 2/)
  await refused(t, () => read({ exclude: ['day'] }), 'FORMAT', /column "city" holds text, "Bern"/)
  const without = ['day', 'city']
  await refused(t, () => read({ exclude: without }), 'FORMAT',
    /"id" looks like an id \(by its name\)/)
  await refused(t, () => read({ exclude: ['id', ...without] }), 'FORMAT',
    /"age" is missing in 1 of 4/)
  await refused(t, () => read({ target: 'city', exclude: ['day'] }), 'FORMAT',
    /a target must be a number/)
  await refused(t, () => read({ exclude: ['dai'] }), 'UNKNOWN_NAME', /Did you mean "day"/)
  const table = await readTable(file, {
    target: 'price', exclude: ['id', 'day'], categories: { city: 'keep' }, missing: 'mean'
  })
  t.deepEqual(table.features, ['city=Basel', 'city=Bern', 'city=Chur', 'size', 'age'])
  t.deepEqual([...table.x.data.slice(5, 10)], [1, 0, 0, 80, 13 / 3])
  t.deepEqual(table.categories.keep, [[0, 3]])
  t.deepEqual([...table.y.data], [100, 210, 160, 90])
  const dropped = await readTable(file, {
    target: 'price', exclude: ['id', 'day', 'city'], missing: 'drop'
  })
  t.deepEqual([...dropped.rows], [0, 2, 3])
  t.deepEqual([...dropped.part([2, 0]).y.data], [90, 100])
})

test.serial('partners come from the whole table, and nothing is left behind', async t => {
  const table = await readTable('examples/data/tables/airfoil.tsv', { target: '5', header: false })
  const before = tf.memory().numTensors
  const pairing = cmixup({ bandwidth: 1.75 })
  const mix = createMixer(mixup({ pairing }), { seed: 7 })
  let rows = 0
  for await (const { x, y } of mix.batches(table, { size: 64 })) {
    rows += x.shape[0]
    tf.dispose([x, y])
  }
  t.is(rows, 1503)
  t.is(tf.memory().numTensors, before)
  // Without a domain too
  const any = createMixer(anyMixup({ pairing: cmixup({ bandwidth: 'auto' }) }), { seed: 7 })
  for await (const { x, y } of any.batches(table, { size: 512 })) {
    t.true(isTensor(y) && x.shape[1] === 5)
    tf.dispose([x, y])
  }
})

const x = { data: Float64Array.of(1, 0, 5, 0, 1, 7, 1, 0, 9), shape: [3, 3] }
const y = Float64Array.of(0, 10, 20)

test('categories are kept, or taken whole from one row, and targets are mixed all the same', t => {
  const pair = [1, 2, 0]
  const run = (categories: object, draws: object) => {
    const mix = createMixer(categorical(mixup(), categories), {})
    const plan = mix.plan({ x, y }, { draws: scripted({ lambda: 0.75, pair, ...draws }) })
    return mix.apply({ x, y }, plan)
  }
  const kept = run({ keep: [[0, 2]] }, {})
  t.deepEqual([...kept.x.data], [1, 0, 5.5, 0, 1, 7.5, 1, 0, 8])
  t.deepEqual([...(kept.y as unknown as { data: Float64Array }).data], [2.5, 12.5, 15])
  const sampled = run({ sample: [[0, 2]] }, { category: [1, 0, 1] })
  t.deepEqual([...sampled.x.data], [0, 1, 5.5, 0, 1, 7.5, 1, 0, 8])
  t.deepEqual([...run({}, {}).x.data], [0.75, 0.25, 5.5, 0.25, 0.75, 7.5, 1, 0, 8])
})

test('groups are never mixed with one another when that is asked for', t => {
  const groups = Int32Array.from({ length: 60 }, (_, row) => row % 4)
  const set = dataSet({
    x: { data: Float64Array.from(groups), shape: [60, 1] },
    y: { data: Float64Array.from(groups, (_, row) => row), shape: [60] }
  })
  const index = Int32Array.from({ length: 30 }, (_, i) => 2 * i)
  for (const options of [{}, { cmixup: { bandwidth: 5 } }]) {
    const mix = createMixer(mixup({ pairing: withinGroups(options) }), {
      seed: 1, pools: { dataset: set }, signals: { groups: () => groups }
    })
    const { layers: [, partners] } = mix.plan({ ...set.take(index), index })
    const rows = partners.source?.rows as Int32Array
    t.true(rows.every((row, i) => groups[row] === groups[index[i]]))
  }
  const free = createMixer(mixup({ pairing: fromDataset() }), { seed: 1, pools: { dataset: set } })
  const rows = free.plan({ ...set.take(index), index }).layers[1].source?.rows as Int32Array
  t.false(rows.every((row, i) => groups[row] === groups[index[i]]))
})

test('scales have their way back, on the host and on the device', t => {
  const rows = { data: Float64Array.from({ length: 40 }, (_, k) => Math.sin(k * k) + k % 2 * 100),
    shape: [20, 2] }
  for (const scale of [standardScale(rows), whiteningScale(rows)]) {
    const applied = scale.apply(rows)
    const mean = applied.data.reduce((sum, value) => sum + value, 0) / 40
    t.true(Math.abs(mean) < 1e-9)
    const back = scaleOf(JSON.parse(JSON.stringify(scale)) as never).invert(applied)
    t.true(back.data.every((value, k) => Math.abs(value - rows.data[k]) < 1e-6))
    const device = scale.apply(tf.tensor2d(Float32Array.from(rows.data), [20, 2])).dataSync()
    t.true(device.every((value, k) => Math.abs(value - applied.data[k]) < 1e-3))
  }
})

test('sample weights are mixed; a target that is no number is named by its row', async t => {
  const mix = createMixer(mixup(), {})
  const draws = () => scripted({ lambda: 0.5, pair: [1, 2, 0] })
  const weight = Float64Array.of(1, 3, 0)
  const batch = mix.apply({ x, y, weight }, mix.plan({ x, y, weight }, { draws: draws() }))
  t.deepEqual([...(batch.weight as unknown as { data: Float64Array }).data], [2, 1.5, 0.5])
  await refused(t, () => mix.mix({ x, y: [1, NaN, 2] }), 'TARGET', /row 1 does not/)
})
