import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../core/index.js'
import type { Run, Shape } from '../bench/tensor/case.js'
import { casesOf } from '../bench/tensor/groups/all.js'
import { sceneOf } from '../bench/tensor/scene.js'

const valuesOf = async (made: unknown): Promise<Float32Array> =>
  made instanceof tf.Tensor ? await made.data<'float32'>() : made as Float32Array

test.before(() => useBackend('wasm'))

for (const shape of [[4, 8, 12, 3], [6, 1, 1, 20]] satisfies Shape[]) {
  test(`what is timed beside makes the same numbers: ${shape.join(' × ')}`, async t => {
    let compared = 0
    for (const { name, run, rivals = {}, loop } of casesOf(sceneOf(shape))) {
      const others: Record<string, Run> = { ...rivals, ...loop && { 'plain JS': loop } }
      for (const [who, rival] of Object.entries(others)) {
        // They are other work, for its time alone
        if (who === 'its forward' || who === 'CutMix') continue
        const own = await valuesOf(run(() => { /* Nothing is timed. */ }))
        const theirs = await valuesOf(rival(() => { /* Nothing is timed. */ }))
        t.is(theirs.length, own.length, `${name}, ${who}`)
        t.true(own.every((value, j) => Math.abs(value - theirs[j]) < 1e-5), `${name}, ${who}`)
        compared++
      }
    }
    t.true(compared >= 6)
  })
}
