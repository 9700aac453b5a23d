import { createHash } from 'node:crypto'
import { workerData, parentPort } from 'node:worker_threads'
import type { ConfiguredMixer, Mix } from '../../../core/index.js'
import { createMixer, mixup, scheduled, stringify, until, useBackend } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { images, labels, release } from './batches.js'
import { manyMixers } from './mixers.js'

/** A share of the steps of a run, as one of several workers takes it. */
export interface Share {
  readonly backend: string
  readonly first: number
  readonly every: number
  readonly count: number
}

/** Plans by mixer and step. */
export type Planned = Readonly<Record<string, Readonly<Record<number, string>>>>

/**
 * All mixers whose plans depend on nothing but the step. One that looks back at the batch before
 * cannot be shared out.
 */
const shared: ReadonlyArray<readonly [name: string, make: () => ConfiguredMixer]> = [
  ...manyMixers.filter(([name]) => name !== 'previous'),
  ['scheduled', () => scheduled(mixup, step => ({ alpha: 0.1 + step / 100 }))],
  ['until', () => until(11, cutmix())]
]

function mixers (): ReadonlyArray<readonly [string, Mix]> {
  return shared.map(([name, make]) =>
    [name, createMixer(make(), { seed: 77, domain: 'image', targets: { label: { classes: 5 } } })])
}

/** Plans some of the steps, each by its number. */
export async function planShare ({ backend, first, every, count }: Share): Promise<Planned> {
  await useBackend(backend)
  const batch = { x: images(), label: labels() }
  const steps: number[] = []
  for (let step = first; step < count; step += every) steps.push(step)
  const planned = Object.fromEntries(mixers().map(([name, mix]) => [name, Object.fromEntries(
    steps.map(step => [step, stringify(mix.plan(batch, { step }))])
  )]))
  release(batch)
  return planned
}

/** Plans one step after the other, as they come. */
export async function planInOrder (backend: string, count: number): Promise<Planned> {
  await useBackend(backend)
  const batch = { x: images(), label: labels() }
  const planned = Object.fromEntries(mixers().map(([name, mix]) => [name, Object.fromEntries(
    Array.from({ length: count }, (_, step) => [step, stringify(mix.plan(batch))])
  )]))
  release(batch)
  return planned
}

/** A fingerprint of plans. */
export function hashOf (planned: Planned): string {
  return createHash('sha256').update(JSON.stringify(planned)).digest('hex')
}

/** In a worker: a share. As a program, `node planned.js cpu 200`: the fingerprint of all. */
if (parentPort !== null && (workerData as { share?: Share } | null)?.share !== undefined) {
  parentPort.postMessage(await planShare((workerData as { share: Share }).share))
} else if (process.argv[1] === import.meta.filename) {
  process.stdout.write(hashOf(await planInOrder(process.argv[2], Number(process.argv[3]))))
}
