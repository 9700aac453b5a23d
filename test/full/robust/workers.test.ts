import { Worker } from 'node:worker_threads'
import test from 'ava'
import { createMixer, useBackend } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { images, release } from '../../robust/support/batches.js'
import { run } from '../../robust/support/child.js'
import type { Planned, Share } from '../../robust/support/planned.js'
import { hashOf, planInOrder } from '../../robust/support/planned.js'

const COUNT = 24

async function inWorker (share: Share): Promise<Planned> {
  const program = new URL('../../robust/support/planned.js', import.meta.url)
  const worker = new Worker(program, { workerData: { share } })
  return await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** The shares of several workers put together, in the order of the steps. */
async function inWorkers (backend: string, every: number): Promise<Planned> {
  const shares = await Promise.all(Array.from({ length: every }, (_, first) =>
    inWorker({ backend, first, every, count: COUNT })))
  const names = Object.keys(shares[0])
  return Object.fromEntries(names.map(name =>
    [name, Object.assign({}, ...shares.map(share => share[name]))]))
}

for (const backend of ['cpu', 'wasm']) {
  test.serial(
    `one worker and four plan on ${backend} what the main thread plans in order`, async t => {
      t.timeout(120_000)
      const inOrder = await planInOrder('cpu', COUNT)
      t.true(Object.keys(inOrder).length >= 8)
      for (const plans of Object.values(inOrder)) t.true(new Set(Object.values(plans)).size > 1)
      t.deepEqual(await planInOrder(backend, COUNT), inOrder)
      t.deepEqual(await inWorkers(backend, 1), inOrder)
      t.deepEqual(await inWorkers(backend, 4), inOrder)
    })
}

test.serial('200 steps have one fingerprint in two processes and on two backends', async t => {
  t.timeout(120_000)
  const here = hashOf(await planInOrder('cpu', 200))
  t.not(hashOf(await planInOrder('cpu', 199)), here)
  t.is((await run('planned.js', 'cpu', '200')).stdout, here)
  t.is((await run('planned.js', 'wasm', '200')).stdout, here)
})

test.serial('a step that is asked for does not move the count, whichever it is', async t => {
  await useBackend('cpu')
  const mix = createMixer(cutmix(), { seed: 3 })
  const batch = { x: images() }
  const asked = [0, 5, 0, 1].map(step => mix.plan(batch, { step }))
  const counted = [mix.plan(batch), mix.plan(batch)]
  t.deepEqual(counted, [asked[0], asked[3]])
  t.deepEqual(asked[2], asked[0])
  t.is((await mix.state()).step, 2)
  release(batch)
})
