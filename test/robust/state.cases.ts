import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, MixState, Mix } from '../../core/index.js'
import { createMixer, mixup, numbers, previous, stringify, useBackend } from '../../core/index.js'
import { mixup as imageMixup } from '../../domains/image/index.js'
import { backends } from '../backends.js'
import {
  annotated, bytes, contents, images, labels, noise, release, softLabels, softMasks
} from './support/batches.js'
import { manyMixers } from './support/mixers.js'
import { refuses } from './support/refuses.js'

const json = (state: MixState): MixState => JSON.parse(JSON.stringify(state)) as MixState
const full = (seed: number): Batch => ({
  x: images(6, seed), label: softLabels(6, seed),
  mask: softMasks(6, seed), boxes: annotated(6, seed)
})
const hosted = (seed: number): Batch => ({
  x: bytes(6, seed), label: labels(6, seed), boxes: annotated(6, seed),
  mask: { data: noise(6 * 9 * 7 * 2, seed), shape: [6, 9, 7, 2] }
})

/** The plans and the numbers of some steps. */
function follow (mix: Mix, from: number, to: number, batchOf: (seed: number) => Batch): unknown[] {
  return Array.from({ length: to - from }, (_, k) => {
    const batch = batchOf(from + k)
    const { batch: mixed, plan } = mix.mix(batch)
    const seen = [stringify(plan), contents(mixed)]
    release(mixed)
    release(batch)
    return seen
  })
}

for (const backend of backends) {
  for (const [name, make] of manyMixers) {
    for (const [kind, batchOf] of [['tensors', full], ['host arrays', hosted]] as const) {
      test.serial(
        `${name} goes on from a state as if it had not stopped: ${kind} on ` +
          `${backend}`, async t => {
          await useBackend(backend)
          const before = tf.memory().numTensors
          const settings = { seed: 21, targets: { label: { classes: 5 }, mask: {}, boxes: {} } }
          const whole = createMixer(make(), settings)
          const all = follow(whole, 0, 7, batchOf)
          const first = createMixer(make(), settings)
          t.deepEqual(follow(first, 0, 3, batchOf), all.slice(0, 3))
          const state = json(await first.state())
          t.is(state.step, 3)
          t.is(state.previous !== undefined, name === 'previous')
          const second = createMixer(make(), settings)
          follow(second, 0, 1, batchOf)
          second.restore(state)
          t.deepEqual(json(await second.state()), state)
          t.deepEqual(follow(second, 3, 7, batchOf), all.slice(3))
          for (const mix of [whole, first, second]) mix.dispose()
          t.is(tf.memory().numTensors, before)
        })
    }
  }
}

const held = (): Mix => createMixer(imageMixup({ pairing: previous() }), { seed: 2 })

async function heldState (): Promise<MixState> {
  const mix = held()
  const batch = { x: images(2), label: softLabels(2) }
  release(mix.mix(batch).batch)
  release(batch)
  const state = json(await mix.state())
  mix.dispose()
  return state
}

test.serial('damaged states are refused by what is wrong, and change nothing', async t => {
  await useBackend('cpu')
  const state = await heldState() as unknown as Record<string, never>
  const { x, label } = state.previous as Record<string, { tensor: string, shape: number[] }>
  const given = 'got an object with version, mixer, seed, step, previous'
  const not = (what: string): string =>
    `state: must be what state() gave, but "${what}" is not, ${given}`
  const at = (entries: object): object => ({ ...state, previous: { x, label, ...entries } })
  const damaged: ReadonlyArray<readonly [unknown, string]> = [
    [null, 'state: must be what state() gave, got null'],
    ['{}', 'state: must be what state() gave, got "{}"'],
    [{ ...state, version: 2 }, not('version')],
    [{ ...state, mixer: 5 }, not('mixer')],
    [{ ...state, step: 0.5 }, not('step')],
    [{ ...state, step: NaN }, not('step')],
    [{ ...state, seed: 3 }, 'state: must be of the seed 2, got 3'],
    [{ ...state, mixer: 'cutmix' }, 'state: must be of the mixer "mixup", got "cutmix"'],
    [{ ...state, held: 1 },
      'state: must be what state() gave, got an object with version, mixer, seed, step, ' +
        'previous, held'],
    [{ ...state, previous: [] }, not('previous')],
    [{ ...state, previous: { label } }, not('previous')],
    [at({ x: 5 }), not('previous.x')],
    [at({ x: { ...x, dtype: 'float64' } }), not('previous.x')],
    [at({ x: { ...x, shape: [-1] } }), not('previous.x.shape.0')],
    [at({ label: { ...label, tensor: label.tensor.slice(4) } }),
      'state: "previous.label" must be base64 of 10 numbers, a Float32Array, got ' +
        `"${label.tensor.slice(4)}"`],
    [at({ label: { ...label, shape: [2, 6] } }),
      'state: "previous.label" must be base64 of 12 numbers, a Float32Array, got ' +
        `"${label.tensor}"`],
    [at({ label: { ...label, tensor: '?' } }),
      'state: "previous.label" must be base64 of 10 numbers, a Float32Array, got "?"']
  ]
  const mix = held()
  mix.restore(state as never)
  for (const [wrong, says] of damaged)
    await refuses(t, () => { mix.restore(wrong as MixState) }, 'STATE', says)
  t.deepEqual(json(await mix.state()), state as never)
  const batch = { x: { data: new Float32Array(4), shape: [4] } }
  const flat = json(await (async () => {
    const rows = createMixer(mixup({ pairing: previous() }), { seed: 2 })
    rows.mix(batch)
    return await rows.state()
  })())
  await refuses(t, () => { mix.restore(flat) }, 'INPUT',
    'mixup: "x" must have rank 4, got shape [4]')
  await refuses(t, () => { mix.restore(at({ label: { ...x } }) as never) }, 'TARGET',
    'mixup: target "label" must be class indices or numbers [rows], or soft labels [rows, ' +
      'classes], got float32 shape [2, 9, 7, 3]')
  t.deepEqual(json(await mix.state()), state as never)
  mix.dispose()
})

test.serial('a state is that of the moment it was asked for', async t => {
  await useBackend('wasm')
  const mix = held()
  const batch = full(0)
  const { mask: _mask, ...rest } = batch
  release(mix.mix(rest).batch)
  const [once, again] = [mix.state(), mix.state()]
  for (let step = 0; step < 3; step++) release(mix.mix(rest).batch)
  mix.dispose()
  t.deepEqual(await once, await again)
  t.is((await once).step, 1)
  t.truthy((await once).previous)
  release(batch)
})

test.serial('evaluation is no step: it moves no count and is not held', async t => {
  await useBackend('cpu')
  const [evaluated, plain] = [held(), held()]
  for (let step = 0; step < 3; step++) {
    const [batch, test] = [{ x: images(4, step) }, { x: images(4, 50 + step) }]
    release(evaluated.mix(test, { training: false }).batch)
    const [one, two] = [evaluated.mix(batch), plain.mix(batch)]
    t.deepEqual(one.plan, two.plan)
    t.deepEqual(contents(one.batch), contents(two.batch))
    for (const each of [one.batch, two.batch, batch, test]) release(each)
  }
  t.deepEqual(await evaluated.state(), await plain.state())
  evaluated.dispose()
  plain.dispose()
})

test.serial('a batch that is refused is not held, and the one before still is', async t => {
  await useBackend('cpu')
  const mix = held()
  const batch = { x: images(3), label: softLabels(3) }
  release(mix.mix(batch).batch)
  const state = await mix.state()
  const small = { x: images(3, 1, 4, 4), label: softLabels(3) }
  await refuses(t, () => mix.mix(small), 'TENSOR', /must hold rows of float32 shape \[4, 4, 3\]/)
  t.deepEqual(await mix.state(), state)
  release(mix.mix(batch).batch)
  mix.dispose()
  release(batch)
  release(small)
})

test.serial('labels of the batch that is held are not smoothed twice', async t => {
  await useBackend('cpu')
  const smoothing = { kind: 'uniform', amount: 0.25 } as const
  const mix = createMixer(imageMixup({ pairing: previous() }),
    { seed: 8, targets: { label: { classes: 5, smoothing } } })
  const smooth = (k: number): Float64Array => numbers(5, c => (c === k ? 0.75 : 0) + 0.05)
  let before = [smooth(1), smooth(3)]
  for (let step = 0; step < 6; step++) {
    const batch = { x: images(2, step), label: [step % 5, 4] }
    const { batch: mixed, plan } = mix.mix(batch)
    const lambda = 1 - (plan.layers[1].coefficient as number)
    const own = batch.label.map(smooth)
    before = own.map((soft, row) => soft.map((share, c) =>
      step === 0 ? share : share * lambda + before[row][c] * (1 - lambda)))
    const got = (mixed.label as unknown as tf.Tensor2D).arraySync()
    got.flat().forEach((share, i) => {
      t.true(Math.abs(share - before[Math.floor(i / 5)][i % 5]) < 1e-6)
    })
    release(mixed)
    release(batch)
  }
  mix.dispose()
})

test.serial('what is held outlives its batch, whatever its user does to it', async t => {
  await useBackend('cpu')
  const mixers = [held(), held()]
  const outputs = mixers.map((mix, m) => {
    const batch = { x: bytes(2), label: new Float32Array([1, 2]) }
    const { batch: mixed } = mix.mix(batch)
    if (m === 1) {
      mixed.x.data.fill(0)
      ;(mixed.label as unknown as { data: Float32Array }).data.fill(0)
    }
    const { batch: next } = mix.mix({ x: bytes(2, 1), label: new Float32Array([3, 4]) })
    return contents(next)
  })
  t.deepEqual(outputs[1], outputs[0])
  const buffer = { data: Buffer.from(bytes(2).data), shape: bytes(2).shape }
  const mix = held()
  const { batch: mixed } = mix.mix({ x: buffer })
  const state = await mix.state()
  mixed.x.data.fill(0)
  buffer.data.fill(0)
  t.deepEqual(await mix.state(), state)
})

test.serial(
  'mixing inside of a loss holds its batch, and gradients are those of the plan', async t => {
    await useBackend('cpu')
    const mix = held()
    const before = tf.memory().numTensors
    const batch = { x: images(2) }
    const two = tf.scalar(2)
    const weight = tf.variable(two)
    two.dispose()
    const step = (): tf.Scalar => {
      const x = tf.mul<tf.Tensor4D>(batch.x, weight)
      return tf.mean(mix.mix({ x }).batch.x)
    }
    for (let k = 0; k < 3; k++) {
      const { value, grads } = tf.variableGrads(step, [weight])
      t.true(Number.isFinite(value.dataSync()[0]))
      t.true(Math.abs(grads[weight.name].dataSync()[0]) > 0.01)
      tf.dispose([value, grads])
    }
    weight.dispose()
    release(batch)
    mix.dispose()
    t.is(tf.memory().numTensors, before)
  })

test.serial('a mixer can be used again after it let go', async t => {
  await useBackend('cpu')
  const mix = held()
  const batch = { x: images(2) }
  const before = tf.memory().numTensors
  release(mix.mix(batch).batch)
  t.true(tf.memory().numTensors > before)
  mix.dispose()
  mix.dispose()
  t.is(tf.memory().numTensors, before)
  const { batch: mixed, plan } = mix.mix(batch)
  t.is(plan.layers[1].source?.pool, 'batch')
  t.is((await mix.state()).step, 2)
  release(mixed)
  mix.dispose()
  release(batch)
})
