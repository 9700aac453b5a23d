import type { ExecutionContext } from 'ava'
import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { cmixup, createMixer, mixup, previous, useBackend } from '../../core/index.js'
import { cutmix, fmix, gridmix, patchMixing } from '../../domains/image/index.js'

const SIZE = 7
const picture = (): tf.Tensor4D => tf.randomUniform([SIZE, 12, 10, 3], 0, 1, 'float32', 5)
const label = Int32Array.from({ length: SIZE }, (_, i) => i % 4)
const targets = { label: { classes: 4 } }

const mixers = {
  mixup: mixup(), cutmix: cutmix(), 'a box each': cutmix({ per: 'sample' }), fmix: fmix(),
  'a soft mask each': fmix({ per: 'sample', maxSoft: 0.3 }), gridmix: gridmix(),
  patches: patchMixing()
}

for (const [name, mixer] of Object.entries(mixers)) {
  test.serial(`parts of ${name} are the whole, bit for bit`, async t => {
    await onWasm(t)
    const mix = createMixer(mixer, { seed: 3, targets })
    const data = picture().dataSync() as Float32Array
    for (const x of [picture(), { data, shape: [SIZE, 12, 10, 3] }]) {
      const plan = mix.plan({ x, label }, { step: 2 })
      const whole = mix.apply({ x, label }, plan)
      const parts = [...mix.applyInParts({ x, label }, plan, 3)]
      t.is(parts.length, 3)
      for (const column of ['x', 'label'] as const) {
        t.deepEqual(parts.flatMap(part => listed(part[column])), listed(whole[column]), column)
      }
    }
  })
}

test.serial('parts draw on a pool', async t => {
  await onWasm(t)
  const bank = { x: tf.randomUniform([9, 5], 0, 1, 'float32', 2), y: tf.range(0, 9) }
  const index = [0, 8, 3, 2, 7, 1, 4]
  const batch = { x: tf.gather(bank.x, index), y: tf.gather(bank.y, index), index }
  const pairing = cmixup({ bandwidth: 4 })
  const hosted = { ...bank, y: Float32Array.from({ length: 9 }, (_, i) => i) }
  const mix = createMixer(mixup({ pairing }), { seed: 1, pools: { dataset: hosted } })
  const given = { ...batch, y: Float32Array.from(index) }
  const plan = mix.plan(given)
  const whole = mix.apply(given, plan)
  const parts = [...mix.applyInParts(given, plan, 2)]
  t.deepEqual(parts.flatMap(part => listed(part.x)), listed(whole.x))
  t.deepEqual(parts.flatMap(part => listed(part.y)), listed(whole.y))
})

test.serial('what cannot be painted in parts is refused before anything is', async t => {
  await onWasm(t)
  const mix = createMixer(mixup(), { targets })
  const batch = { x: tf.ones([4, 2]), label: [0, 1, 2, 3] }
  const plan = mix.plan(batch)
  for (const rows of [0, 1.5, NaN]) {
    t.throws(() => mix.applyInParts(batch, plan, rows),
      { message: /"rows" must be a whole number/ })
  }
  t.throws(() => mix.applyInParts(batch, { ...plan, then: plan }, 2), { message: /then/ })
  const two = createMixer(mixup({ pairing: previous() }), { targets })
  t.throws(() => two.applyInParts(batch, plan, 2), { message: /previous/ })
})

/** The next test is on cpu again. */
async function onWasm (t: ExecutionContext): Promise<void> {
  await useBackend('wasm')
  t.teardown(async () => { await useBackend('cpu') })
}

function listed (value: unknown): number[] {
  return value instanceof tf.Tensor
    ? Array.from(value.dataSync())
    : Array.from((value as { data: Float32Array }).data)
}
