import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { BlendDefinition, Layer, Plan, StepDefinition } from '../../core/index.js'
import { boxes, check, own, useBackend, visibleShares } from '../../core/index.js'
import { float64 } from './method.js'
import { near, paintLive, randomRows } from './rows.js'
import type { Rows } from './rows.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** Piece p times `by[p]`, plus `plus` for all. */
    louder: { readonly by: Float64Array, readonly plus?: number }
  }
}

test.before(async () => { await useBackend('cpu') })

const column = (list: Float64Array): Tensor =>
  tf.tensor2d(Float32Array.from(list), [list.length, 1])
const parameters = z.object({ by: float64, plus: z.number().default(0.25) })
const louder: StepDefinition = {
  parameters,
  run (x, given) {
    const { by, plus } = given as z.output<typeof parameters>
    return tf.add(tf.mul(x, column(by)), plus)
  }
}
const meets: BlendDefinition = {
  parameters,
  run (there, source, coefficient, given) {
    const { by, plus } = given as z.output<typeof parameters>
    const part = tf.mul(source, column(coefficient as Float64Array))
    return tf.add(tf.mul(there, column(by)), tf.add(part, plus))
  }
}
const domain = { axes: ['time'], steps: { louder }, blends: { louder: meets } }
const SIZE = 4
const batch = randomRows(1, [SIZE, 6])

/** Five pieces on three outputs, the second of them three times. */
const outputs = Int32Array.of(1, 0, 1, 3, 1)
const source = { rows: Int32Array.of(2, 2, 3, 0, 1) }
const spans = boxes([[0, 4], [1, 2], [2, 6], [0, 6], [3, 5]].map(([a, b]) => ({ time: [a, b] })))
const coefficient = Float64Array.of(0.5, 1, 0.25, 0.75, 0.125)
const by = Float64Array.of(1, 2, 3, 4, 5)
const masks = Uint8Array.from({ length: 15 }, (_, i) => i % 4)

function planOf (...layers: readonly Layer[]): Plan {
  return {
    mixer: 'rounds', version: 1, options: {}, draws: {}, size: SIZE, axes: ['time'], frame: [6],
    layers: [own(), ...layers], targets: 'free'
  }
}

const louderBy = (k: number) => ({ step: 'louder', by: by.slice(k, k + 1) }) as const

/** One layer for every piece of a layer, in the same order. */
function apart (layer: Layer): Layer[] {
  return Array.from(outputs, (output, k) => ({
    ...layer,
    outputs: Int32Array.of(output),
    source: { rows: Int32Array.of(source.rows[k]) },
    ...(layer.coefficient === undefined ? {} : { coefficient: coefficient.slice(k, k + 1) }),
    ...(layer.view === undefined ? {} : { view: [louderBy(k)] }),
    ...(typeof layer.blend === 'object' ? { blend: louderBy(k) } : {}),
    ...(layer.where?.kind === 'boxes'
      ? { where: { ...spans, start: spans.start.slice(k, k + 1), end: spans.end.slice(k, k + 1) } }
      : {}),
    ...(layer.where?.kind === 'mask'
      ? { where: { ...layer.where, levels: masks.slice(3 * k, 3 * k + 3) } }
      : {})
  }))
}

const mask = { kind: 'mask', axes: ['time'], grid: [3], levels: masks, of: 3 } as const
const view = [{ step: 'louder', by }] as const
const blend = { step: 'louder', by } as const
const layers: Readonly<Record<string, Layer>> = {
  'over in boxes': { where: spans, coefficient },
  'over everywhere': { coefficient },
  'sums in boxes': { where: spans, coefficient, blend: 'sum' },
  'sums everywhere': { coefficient, blend: 'sum' },
  'over in masks': { where: mask, coefficient },
  'views of their own': { where: spans, view },
  'views of their own, seen everywhere': { view, coefficient },
  'a blend of two': { coefficient, blend, weight: 0 },
  'a blend of two in boxes': { where: spans, coefficient, blend, weight: 0 }
}

for (const [what, columns] of Object.entries(layers)) {
  const layer = { source, outputs, ...columns }

  test(`pieces on the same output are painted in their order: ${what}`, t => {
    const together = planOf(layer)
    const one = paintLive(together, domain, { batch })
    near(t, one, paintLive(planOf(...apart(layer)), domain, { batch }))
    t.notDeepEqual(one.data.slice(0, 18), batch.data.slice(0, 18))
    t.deepEqual(rowOf(one, 2), rowOf(batch, 2), 'an output without a piece stays as it is')
    check(together, { domain, pools: { batch: { size: SIZE } } })
  })

  if (layer.weight !== undefined) continue
  test(`what stays visible of pieces does not depend on how they are put in layers: ${what}`, t => {
    const [first, together] = visibleShares(planOf(layer))
    const [own, ...one] = visibleShares(planOf(...apart(layer)))
    t.deepEqual(first, own)
    t.deepEqual([...together], one.map(([share]) => share))
  })
}

function rowOf ({ data, shape }: Rows, row: number): Float32Array {
  return data.slice(row * shape[1], (row + 1) * shape[1])
}

test('pieces on the same output under live masks and coefficients keep what is theirs', t => {
  const levels = tf.tensor2d(Float32Array.from(masks, level => level / 3), [5, 3])
  const live: Layer<Tensor> = {
    source,
    outputs,
    weight: 0,
    where: { ...mask, levels, of: 1 },
    coefficient: tf.tensor1d(Float32Array.from(coefficient))
  }
  near(t, paintLive({ ...planOf(), layers: [own(), live] }, domain, { batch }),
    paintLive(planOf({ source, outputs, where: mask, coefficient }), domain, { batch }))
})

test('a step and a blend get what their schema fills in', t => {
  const x = { batch: { data: Float32Array.of(1, 2), shape: [2, 1] } }
  const plan: Plan = {
    ...planOf(), size: 2, axes: [], frame: [], targets: 'free',
    layers: [own({ view: [{ step: 'louder', by: Float64Array.of(1, 10) }] })]
  }
  t.deepEqual([...paintLive(plan, { ...domain, axes: [] }, x).data], [1.25, 20.25])
})

test('a step that is not as its schema says is refused where it is painted', t => {
  const wrong = [{ step: 'louder', by: Float64Array.of(1), speed: 2 }] as unknown as Layer['view']
  const plan = { ...planOf(), layers: [own({ view: wrong })] }
  t.throws(() => paintLive(plan, domain, { batch }), { code: 'PLAN' })
})

test('a plan without a piece for an output leaves it empty', t => {
  const layer = { source: { rows: Int32Array.of(3) }, outputs: Int32Array.of(1) }
  const plan = { ...planOf(), layers: [layer] }
  const painted = paintLive(plan, domain, { batch })
  t.deepEqual(rowOf(painted, 1), rowOf(batch, 3))
  t.deepEqual([...rowOf(painted, 0)], [0, 0, 0, 0, 0, 0])
})
