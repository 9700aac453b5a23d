import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ExecutionContext } from 'ava'
import type { CheckOptions, ConfiguredMixer, Facts, Plan } from '../../core/index.js'
import {
  check, defaultRegistry, label, live, paintRows, parse, Rng, ruleTable, stringify
} from '../../core/index.js'

/** Rows of numbers, flat. */
export interface Rows { readonly data: Float32Array, readonly shape: readonly number[] }
export type Pools = Readonly<Record<string, Rows>>

/** Repeatable numbers in 0 … 1. */
export function randomRows (seed: number, shape: readonly number[]): Rows {
  const chance = Rng(seed)
  const length = shape.reduce((product, n) => product * n, 1)
  return { data: Float32Array.from({ length }, () => chance.uniform()), shape }
}

/** One number of rows. */
export function entry ({ data, shape }: Rows, ...at: readonly number[]): number {
  return data[at.reduce((index, place, axis) => index * shape[axis] + place, 0)]
}

/** Rows made number by number, for every place in turn. */
export function rowsOf (shape: readonly number[], make: (...at: number[]) => number): Rows {
  const data: number[] = []
  const visit = (at: readonly number[]): void => {
    if (at.length === shape.length) data.push(make(...at))
    else for (let k = 0; k < shape[at.length]; k++) visit([...at, k])
  }
  visit([])
  return { data: Float32Array.from(data), shape }
}

/** The plan of a mixer for these facts, which has no tensor in it. */
export function planOf<Live> (mixer: ConfiguredMixer<Live>, facts: Facts, seed = 7): Plan {
  return mixer.plan(facts, live(Rng(seed)), defaultRegistry.services) as Plan
}

type Domain = NonNullable<CheckOptions['domain']>

/** What a plan paints on pools, after it was checked and went through JSON. */
export function paint (plan: Plan, domain: Domain, pools: Pools): Rows {
  const sizes = Object.fromEntries(
    Object.entries(pools).map(([name, { shape }]) => [name, { size: shape[0] }]))
  return paintLive(parse(stringify(plan), { domain, pools: sizes }), domain, pools)
}

/** What a plan paints, tensors in it and all. */
export function paintLive (plan: Plan | Plan<Tensor>, domain: Domain, pools: Pools): Rows {
  check(plan, { domain })
  const brushes = { ...domain, rules: ruleTable(domain.rules ?? {}) }
  const painted = tf.tidy(() => paintRows(plan as Plan<Tensor>, tensors(pools), brushes, 'test'))
  return read(painted)
}

/** The targets of a plan: soft labels `[rows, classes]`, or numbers `[rows]`, of every pool. */
export function mixLabels (plan: Plan | Plan<Tensor>, pools: Pools): Rows {
  return read(tf.tidy(() => label.mix(plan as Plan<Tensor>, tensors(pools), {
    who: 'test', target: 'label', size: pools.batch.shape[0],
    axes: plan.axes, frame: plan.frame, host: false, settings: {}
  }) as Tensor))
}

function tensors (pools: Pools): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(pools).map(([name, { data, shape }]) =>
    [name, tf.tensor(data, [...shape])]))
}

function read (tensor: Tensor): Rows {
  return { data: tensor.dataSync<'float32'>(), shape: tensor.shape }
}

/** Compares rows number by number. */
export function near (t: ExecutionContext, got: Rows, want: Rows, tolerance = 1e-6): void {
  t.deepEqual([...got.shape], [...want.shape])
  const off = want.data.findIndex((value, i) => !(Math.abs(got.data[i] - value) <= tolerance))
  if (off >= 0) t.fail(`number ${off} is ${got.data[off]} instead of ${want.data[off]}`)
  else t.pass()
}

/** Gives the draws of a plan one by one, by name, and tells whether all were taken. */
export interface Drawn {
  (name: string): number
  done (): boolean
}

export function drawn ({ draws }: Plan): Drawn {
  const left = new Map(Object.entries(draws).map(([name, list]) => [name, [...list]]))
  const take = (name: string): number => {
    const value = left.get(name)?.shift()
    if (value === undefined) throw new Error(`no more of "${name}"`)
    return value
  }
  return Object.assign(take, { done: () => [...left.values()].every(list => list.length === 0) })
}
