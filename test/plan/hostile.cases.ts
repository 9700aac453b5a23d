import { Worker } from 'node:worker_threads'
import test from 'ava'
import { hostileTexts, largeTexts } from './hostile-cases.js'
import type { Outcome } from './hostile-worker.js'

/** A text that blows up takes minutes; what others run beside it may make one take seconds. */
const HANGS = 10_000

interface Run { readonly outcomes: readonly Outcome[], readonly heap: number }

/** Reads these texts in a thread that ends with an error when its heap outgrows the limit. */
function read (names: readonly string[], heapLimit: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const outcomes: Outcome[] = []
    const worker = new Worker(new URL('./hostile-worker.js', import.meta.url), {
      workerData: names,
      resourceLimits: { maxOldGenerationSizeMb: heapLimit, maxYoungGenerationSizeMb: 4 }
    })
    worker.on('error', error => {
      reject(new Error(`${names[outcomes.length]}: ${error.message}`))
    })
    worker.on('message', (message: Outcome | { readonly heap: number }) => {
      if ('heap' in message) resolve({ outcomes, heap: message.heap })
      else outcomes.push(message)
    })
  })
}

test('no text hangs or takes 64 MiB to read, and none breaks anything', async t => {
  t.timeout(120_000)
  const { heap } = await read([], 256)
  const names = Object.keys({ ...hostileTexts, ...largeTexts })
  const { outcomes } = await read(names, Math.ceil(heap / 2 ** 20) + 64)
  t.is(outcomes.length, names.length)
  for (const { name, expected, error, milliseconds, megabytes } of outcomes) {
    t.true(expected, `${name}: ${error ?? 'no error'}`)
    t.true(milliseconds < HANGS, `${name} took ${milliseconds} ms`)
    t.true(megabytes < 64, `${name} took ${megabytes} MiB`)
  }
  t.is(({} as { polluted?: boolean }).polluted, undefined)
})
