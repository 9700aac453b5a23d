import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Dataset } from '@tensorflow/tfjs-data'
import * as data from '@tensorflow/tfjs-data'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { expectTypeOf } from 'expect-type'
import type {
  Annotations, ErrorCode, HostArray, Mix, MixState, Mixed, Plan
} from '../../core/index.js'
import {
  RemixtureError, createMixer, freeze, oneOf, parse, stringify, useBackend
} from '../../core/index.js'
import type { ImageBatch } from '../../domains/image/index.js'
import { cutmix, mixup, timm } from '../../domains/image/index.js'
import type { Cloud } from '../../domains/pointcloud/index.js'
import { polarmix } from '../../domains/pointcloud/index.js'
import { readCloud } from '../../plugins/io/index.js'
import { kittiTree } from '../pointcloud/trees.js'

/** Types are checked where this file is compiled; what runs shows that values are what they say. */

test.before(() => useBackend('cpu'))

const images = (count: number): tf.Tensor4D => tf.ones([count, 4, 6, 3])
const code = (error: Error | undefined): ErrorCode | undefined =>
  error instanceof RemixtureError ? error.code : undefined

interface Example extends tf.TensorContainerObject { xs: tf.Tensor3D, ys: tf.Tensor1D }

test('a dataset keeps the type of its elements through a mixer', async t => {
  const train = data.array([0, 1, 2]).map<Example>(() => ({
    xs: tf.ones([4, 6, 3]), ys: tf.tensor1d([1, 0])
  }))
  const mix = createMixer(oneOf([[cutmix(), 0.5], [mixup({ alpha: 0.2 }), 0.5]]), {
    seed: 7, targets: ['label']
  })
  const mixed = train.batch(2).mapAsync(mix.forDataset())
  expectTypeOf(mix).toEqualTypeOf<Mix>()
  expectTypeOf(mixed).toEqualTypeOf<ReturnType<typeof train.batch>>()

  interface Pair extends tf.TensorContainerObject { xs: tf.Tensor4D, ys: tf.Tensor2D }
  const typed = (train.batch(2) as Dataset<Pair>).mapAsync(mix.forDataset())
  expectTypeOf(typed).toEqualTypeOf<Dataset<Pair>>()
  const shapes: number[][] = []
  await typed.forEachAsync(({ xs, ys }) => { shapes.push(xs.shape, ys.shape) })
  t.deepEqual(shapes, [[2, 4, 6, 3], [2, 2], [1, 4, 6, 3], [1, 2]])
})

test('tensors stay tensors, and labels of any form become a tensor', t => {
  const mix = createMixer(cutmix(), { targets: { label: { classes: 3 } } })
  const { batch, plan } = mix.mix({ x: images(2), label: [0, 1] })
  expectTypeOf(batch.x).toEqualTypeOf<tf.Tensor4D>()
  expectTypeOf(batch.label).toEqualTypeOf<tf.Tensor>()
  expectTypeOf(plan).toEqualTypeOf<Plan>()
  expectTypeOf<Mixed<{ x: tf.Tensor4D, label: Int32Array }>['label']>().toEqualTypeOf<tf.Tensor>()
  expectTypeOf<Mixed<{ x: tf.Tensor4D, label: number[][] }>['label']>().toEqualTypeOf<tf.Tensor>()
  expectTypeOf<Mixed<{ x: tf.Tensor4D, y: tf.Tensor1D }>['y']>().toEqualTypeOf<tf.Tensor>()
  t.true(batch.x instanceof tf.Tensor && batch.label instanceof tf.Tensor)
  // @ts-expect-error -- the batch had no such target
  t.is(batch.mask, undefined)
})

test('what comes from the host stays on the host', t => {
  const x = { data: new Uint8Array(2 * 4 * 6 * 3), shape: [2, 4, 6, 3] }
  const { batch } = createMixer(cutmix(), { targets: { label: { classes: 3 } } })
    .mix({ x, label: [0, 1] })
  expectTypeOf(batch.x).toEqualTypeOf<{ data: Uint8Array<ArrayBuffer>, shape: number[] }>()
  expectTypeOf(batch.label).toEqualTypeOf<HostArray<Float32Array>>()
  t.true(batch.x.data instanceof Uint8Array)
  t.true(batch.label.data instanceof Float32Array)
})

test('masks and annotation boxes keep their types', t => {
  const mask = tf.zeros<tf.Rank.R3>([2, 4, 6], 'int32')
  const boxes: Annotations[] = [{ boxes: [[0, 0, 2, 2]], classes: [1] }, { boxes: [], classes: [] }]
  const given = { x: images(2), mask, boxes } satisfies ImageBatch
  const { batch } = createMixer(cutmix(), { targets: ['mask', 'boxes'] }).mix(given)
  expectTypeOf(batch.mask).toEqualTypeOf<tf.Tensor>()
  expectTypeOf(batch.boxes).toEqualTypeOf<Annotations[]>()
  t.is(batch.mask.dtype, 'int32')
  t.is(batch.boxes.length, 2)
})

test('wrong options of a mixer do not compile, and throw', t => {
  // @ts-expect-error -- alpha is a number
  t.is(code(t.throws(() => cutmix({ alpha: 'one' }))), 'OPTION')
  // @ts-expect-error -- not an option
  t.is(code(t.throws(() => mixup({ beta: 1 }))), 'UNKNOWN_OPTION')
  // @ts-expect-error -- not a mode
  t.is(code(t.throws(() => timm({ mode: 'row' }))), 'OPTION')
  // @ts-expect-error -- a pairing, not its name
  t.is(code(t.throws(() => cutmix({ pairing: 'flip' }))), 'OPTION')
  // @ts-expect-error -- a factory, not a configured mixer
  t.is(code(t.throws(() => createMixer(cutmix))), 'OPTION')
  // @ts-expect-error -- a seed is a number
  t.is(code(t.throws(() => createMixer(cutmix(), { seed: 'seven' }))), 'OPTION')
  // @ts-expect-error -- not an option of a run
  t.is(code(t.throws(() => createMixer(cutmix(), { labels: [] }))), 'UNKNOWN_OPTION')
  const text = { label: { classes: '3' } }
  // @ts-expect-error -- classes is a number
  t.is(code(t.throws(() => createMixer(cutmix(), { targets: text }))), 'OPTION')
  // @ts-expect-error -- a weight is a number
  t.is(code(t.throws(() => oneOf([[cutmix(), 'often']]))), 'OPTION')
})

test('what is no batch does not compile, and throws', t => {
  const mix = createMixer(cutmix())
  // @ts-expect-error -- has no x
  t.is(code(t.throws(() => mix.mix({ label: [0, 1] }))), 'INPUT')
  // @ts-expect-error -- a tensor is no batch
  t.is(code(t.throws(() => mix.mix(images(2)))), 'INPUT')
  // @ts-expect-error -- a plan is no text
  t.is(code(t.throws(() => mix.apply({ x: images(2) }, 'plan'))), 'PLAN')
})

test('the names of targets are known at run time only', t => {
  const mistyped = (): Mix => createMixer(cutmix(), { targets: ['labels'] })
  t.is(code(t.throws(mistyped)), 'UNKNOWN_TARGET')
})

test('a data plan is not a live one, and freezing makes it data', async t => {
  const mix = createMixer(cutmix())
  const plan = mix.plan({ x: images(2) })
  expectTypeOf(plan).toEqualTypeOf<Plan>()
  expectTypeOf<Plan>().toExtend<Plan<tf.Tensor>>()
  expectTypeOf<Plan<tf.Tensor>>().not.toExtend<Plan>()
  expectTypeOf(mix.refine(plan, {})).toEqualTypeOf<Plan<tf.Tensor>>()
  expectTypeOf(freeze(plan)).toEqualTypeOf<Promise<Plan>>()
  expectTypeOf(parse).returns.toEqualTypeOf<Plan>()
  expectTypeOf(mix.state()).toEqualTypeOf<Promise<MixState>>()
  t.deepEqual(parse(stringify(await freeze(plan))), plan)
})

test('two LiDAR scans are read with their labels and mixed, and stay what they were', async t => {
  const root = mkdtempSync(path.join(tmpdir(), 'scans-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  kittiTree(root, ['00/000000', '00/000049'])
  const [velodyne, labels] = ['velodyne', 'labels'].map(name => `${root}/sequences/00/${name}`)
  const scans = await Promise.all(['000000', '000049'].map(async n =>
    await readCloud(`${velodyne}/${n}.bin`, { labels: `${labels}/${n}.label` })))
  const { batch, plan } = createMixer(polarmix({ instances: ['car', 'person'] }), { seed: 7 })
    .mix(scans)
  expectTypeOf(batch).toExtend<readonly Cloud[]>()
  expectTypeOf(plan).toEqualTypeOf<Plan>()
  t.is(batch.length, 2)
  for (const { coordinates, columns, provenance } of batch) {
    const { parts = [], part = [], index = [] } = provenance ?? {}
    t.is(columns.segment.data.length, coordinates.length / 3)
    t.true(Array.from(columns.segment.data, Number).every((id, k) =>
      id === Number(scans[parts[part[k]].row].columns.segment.data[index[k]])))
  }
})
