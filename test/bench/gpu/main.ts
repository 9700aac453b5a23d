/** How fast operations are on webgpu; see README.md beside it. */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { startDevice } from './device.js'
import { roadsOf } from './roads.js'
import type { Shape, Work } from './work.js'
import { workAt } from './work.js'

/** Milliseconds: the median, and the quartiles. */
interface Time { readonly median: number, readonly low: number, readonly high: number }

interface Figure {
  readonly name: string
  readonly shape: Shape
  readonly bytes: number
  readonly fused: Time
  readonly composed?: Time
}

const { values } = parseArgs({
  options: {
    shape: { type: 'string', multiple: true, default: ['128x224x224x3', '256x32x32x3'] },
    rounds: { type: 'string', default: '30' },
    calls: { type: 'string', default: '20' },
    out: { type: 'string', default: path.join(import.meta.dirname, 'figures.json') }
  }
})
const rounds = wholes('rounds', values.rounds, 1)[0]
const calls = wholes('calls', values.calls, 1)[0]
const shapes = values.shape.map(text => wholes('shape', text, 4) as unknown as Shape)
const device = await startDevice(path.join(import.meta.dirname, 'dawn.node'))
  .catch((error: unknown) => stop((error as Error).message))
const { adapter } = device
console.log(`${adapter.name}${adapter.software ? ', in software' : ''}; Node ${process.version}`)

/** Numbers of an option, or the end: `128x224x224x3`. */
function wholes (option: string, text: string, count: number): number[] {
  const numbers = text.split('x').map(Number)
  if (numbers.length === count && numbers.every(each => Number.isInteger(each) && each > 0))
    return numbers
  return stop(`--${option} must be ${count === 1 ? 'a whole number' : '4 whole numbers, as in ' +
    '128x224x224x3'}, got "${text}"`)
}

/** A sentence, and no trace of where it was found out. */
function stop (reason: string): never {
  console.error(`gpu-bench: ${reason.split('\n')[0]}`)
  process.exit(1)
}

async function time (call: () => void): Promise<number> {
  await device.done()
  const start = performance.now()
  for (let i = 0; i < calls; i++) call()
  await device.done()
  return (performance.now() - start) / calls
}

function timeOf (samples: readonly number[]): Time {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

/** The largest difference between the roads, as a share of numbers above 1. */
async function apart (one: tf.Tensor, other: tf.Tensor): Promise<number> {
  const far = tf.tidy(() =>
    tf.max(tf.div(tf.abs(tf.sub(one, other)), tf.maximum(tf.abs(other), 1))))
  const [most] = await far.data()
  tf.dispose([one, other, far])
  return most
}

async function figuresAt (shape: Shape): Promise<Figure[]> {
  const works = workAt(shape)
  const batch = shape.reduce((product, length) => product * length, 4)
  const runs: Array<{ readonly name: string, readonly call: () => void, samples: number[] }> = [
    { name: 'copy', call: () => { device.copy(batch) }, samples: [] }
  ]
  for (const work of works) {
    const { fused, composed } = roadsOf(work)
    const far = await apart(fused(), composed())
    if (!(far <= 1e-5)) throw new Error(`${work.name}: fused and composed are ${far} apart`)
    runs.push({ name: work.name, call: () => { fused().dispose() }, samples: [] })
    runs.push({ name: `${work.name}*`, call: () => { composed().dispose() }, samples: [] })
  }
  for (const { call } of runs) await time(call)
  for (let round = 0; round < rounds; round++) {
    for (const { call, samples } of runs) samples.push(await time(call))
  }
  const of = (name: string): Time => timeOf(runs.find(run => run.name === name)?.samples ?? [])
  return [
    { name: 'copy', shape, bytes: 2 * batch, fused: of('copy') },
    ...works.map(({ name, bytes }: Work) =>
      ({ name, shape, bytes, fused: of(name), composed: of(`${name}*`) }))
  ]
}

const rate = (bytes: number, { median }: Time): number => bytes / median / 1e6
const figures: Figure[] = []
for (const shape of shapes) {
  const found = await figuresAt(shape)
  figures.push(...found)
  const copy = rate(found[0].bytes, found[0].fused)
  console.log(`\n${shape.join(' × ')}, float32; median (quartiles) of ${rounds} rounds`)
  for (const { name, bytes, fused, composed } of found) {
    const own = rate(bytes, fused)
    console.log([
      name.padEnd(38), `${fused.median.toFixed(3)} ms`.padStart(12),
      `(${fused.low.toFixed(3)} … ${fused.high.toFixed(3)})`.padEnd(20),
      `${own.toFixed(1)} GB/s`.padStart(13), `${(own / copy).toFixed(2)} of copy`,
      composed === undefined ? '' : `composed ${composed.median.toFixed(3)} ms, ` +
        `${(composed.median / fused.median).toFixed(1)} times as long`
    ].join('  '))
  }
}
writeFileSync(values.out, JSON.stringify({
  adapter, node: process.version, platform: `${process.platform} ${process.arch}`,
  cpu: os.cpus()[0]?.model, tfjs: tf.version_core, commit: process.env.REMIXTURE_COMMIT, rounds,
  calls, figures
}, null, 2))
console.log(`\nfigures in ${values.out}`)
