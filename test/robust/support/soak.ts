import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, useBackend } from '../../../core/index.js'
import type { Batch, Mix } from '../../../core/index.js'
import {
  annotated, bytes, images, labels, masks, release, softLabels, softMasks
} from './batches.js'
import { manyMixers } from './mixers.js'
import { mistakes } from './mistakes.js'

/** What was measured at one time. */
export interface Measured {
  readonly tensors: number
  readonly buffers: number
  readonly bytes: number
  /** Of the memory of wasm, which never shrinks; 0 elsewhere. */
  readonly heap: number
  /** Of the process. */
  readonly resident: number
}

const SAMPLES = 8
const BETWEEN = 20

/** How a soak went. */
export interface Soaked {
  readonly mixed: number
  readonly thrown: number
  /** Batches between the two times that were measured. */
  readonly between: number
  readonly warm: Measured
  readonly end: Measured
  readonly seconds: number
}

/**
 * Mixes many small batches by all kinds of mixers; every tenth is wrong in a way of its own.
 *
 * @param leak - loses a tensor or some memory on purpose with every batch, to be found out
 */
export async function soak (
  backend: string, count: number, warmUp: number, leak?: string
): Promise<Soaked> {
  await useBackend(backend)
  const lost: unknown[] = []
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const mixers = manyMixers.map(([name, make]) => ({
    name, mix: createMixer(make(), { seed: 11, targets: targetsOf(name) })
  }))
  const onHost = createMixer(manyMixers[2][1](), { seed: 12, targets: { label: { classes: 5 } } })
  const wrong = Object.entries(mistakes)
  const good = [0, 1, 2].map(seed => goodBatch(seed))
  const ids = masks()
  let [mixed, thrown] = [0, 0]

  const one = (step: number): void => {
    if (step % 10 === 9) {
      const [what, mistake] = wrong[Math.floor(step / 10) % wrong.length]
      thrown += mustThrow(what, () => { mistake(good[0]) })
      return
    }
    const { name, mix } = mixers[step % mixers.length]
    const batch = good[step % good.length]
    release(mixOne(name, mix, batch, ids, step))
    if (leak === 'tensors') lost.push(tf.scalar(step))
    if (leak === 'memory') lost.push(new Float64Array(512).fill(step))
    if (step % 50 === 0) onHost.mix({ x: bytes(), label: labels() })
    mixed++
  }

  const started = performance.now()
  const run = async (from: number, to: number): Promise<void> => {
    for (let step = from; step < to; step++) {
      one(step)
      // Backends finish their work between turns of the event loop, as in training.
      if (step % 50 === 0) await new Promise(setImmediate)
    }
  }
  /** The least of several: what is resident varies with when the collector gives memory back. */
  const measured = async (from: number): Promise<Measured> => {
    const all: Measured[] = []
    for (let k = 0; k < SAMPLES; k++) {
      await run(from + k * BETWEEN, from + (k + 1) * BETWEEN)
      all.push(measure(collect))
    }
    return { ...all[SAMPLES - 1], resident: Math.min(...all.map(each => each.resident)) }
  }
  await run(0, warmUp)
  const warm = await measured(warmUp)
  await run(warmUp + SAMPLES * BETWEEN, count)
  const end = await measured(count)
  const seconds = (performance.now() - started) / 1000
  return { mixed, thrown, between: count - warmUp, warm, end, seconds }
}

function targetsOf (name: string): string[] {
  return name === 'cutmix' ? ['label', 'mask', 'boxes'] : ['label', 'boxes']
}

function goodBatch (seed: number): Batch {
  return {
    x: images(8, seed), label: softLabels(8, seed),
    boxes: annotated(8, seed), mask: softMasks(8, seed)
  }
}

function mixOne (name: string, mix: Mix, batch: Batch, ids: tf.Tensor, step: number): object {
  const { mask: soft, ...rest } = batch
  if (name !== 'cutmix') return mix.mix(rest).batch
  return mix.mix({ ...rest, mask: step % 2 === 0 ? ids : soft }).batch
}

function mustThrow (what: string, act: () => void): number {
  try {
    act()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error
    return 1
  }
  throw new Error(`${what} was not refused`)
}

function measure (collect: () => void): Measured {
  collect()
  collect()
  const { numTensors, numDataBuffers, numBytes } = tf.memory()
  const { wasm } = tf.backend() as { wasm?: { HEAPU8: Uint8Array } }
  return {
    tensors: numTensors,
    buffers: numDataBuffers,
    bytes: numBytes,
    heap: wasm?.HEAPU8.buffer.byteLength ?? 0,
    resident: process.memoryUsage().rss
  }
}

/** As a program: `node soak.js wasm 10000 1000` writes what was measured as JSON. */
if (process.argv[1] === import.meta.filename) {
  const [backend, count, warmUp, leak] = process.argv.slice(2)
  process.stdout.write(JSON.stringify(await soak(backend, Number(count), Number(warmUp), leak)))
}
