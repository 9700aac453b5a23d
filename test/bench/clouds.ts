/**
 * Clouds beside numpy and scipy, in one run: `node dist/test/bench/clouds.js [python]`.
 *
 * Scans of 120,000 points and rooms of 100,000 and a million, generated; one thread each; medians.
 * Peers are Pointcept's and mmdetection3d's algorithms, and Open3D where it is installed:
 * `clouds_peer.py`. The memory of a mix is that of `clouds-memory.ts`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { assignPoints, createMixer, parse, stringify } from '../../core/index.js'
import {
  elasticDistortion, lasermix, matchPoints, mix3d, polarmix, voxelsOf
} from '../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../domains/pointcloud/index.js'
import { room, scan, uniform } from './clouds-made.js'

/** The median of milliseconds, after eight runs that do not count: engines compile what is hot. */
function time (run: () => unknown, rounds: number): number {
  for (let k = 0; k < 8; k++) run()
  const all = Array.from({ length: rounds }, () => once(run)).sort((a, b) => a - b)
  return all[rounds >> 1]
}

function once (run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

const python = process.argv[2] ?? 'python3'
const folder = mkdtempSync(path.join(tmpdir(), 'clouds-'))
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

/** Our time of every task; the peer has its own by the same names. */
const ours: Record<string, number> = {}
const write = (name: string, { coordinates, columns }: AnyCloud): void => {
  writeFileSync(path.join(folder, `${name}.xyz`), new Uint8Array(coordinates.buffer))
  for (const column of ['color', 'segment']) {
    const { data } = columns[column]
    writeFileSync(path.join(folder, `${name}.${column}`), new Uint8Array(data.buffer))
  }
}

for (const [size, points, sides, voxel, rounds] of [
  ['100k', 100_000, [8, 6, 2.7], 0.02, 9], ['1M', 1_000_000, [20, 12, 3], 0.04, 3]
] as const) {
  const rooms = [room(points, sides), room(points, sides)]
  rooms.forEach((cloud, k) => { write(`room${size}${k}`, cloud) })
  const mix = createMixer(mix3d(), { seed: 1 })
  const plan = mix.plan(rooms)
  ours[`mix and voxelise 2 x ${size}`] = time(() => {
    const [both] = mix.apply(rooms, plan)
    return voxelsOf(both.coordinates, { size: voxel })
  }, rounds)
  const grid = voxelsOf(mix.apply(rooms, plan)[0].coordinates, { size: voxel })
  console.log(`${grid.first.length} voxels of 2 x ${size}`)
  for (const [granularity, magnitude] of [[0.2, 0.4], [0.8, 1.6]]) {
    ours[`elastic ${granularity} of ${size}`] = time(() =>
      elasticDistortion(rooms[0].coordinates, { granularity, magnitude }, normal), rounds)
  }
}

const scans = [scan(120_000), scan(120_000)]
scans.forEach((cloud, k) => { write(`scan${k}`, cloud) })
const polar = createMixer(polarmix({ swap: 1 }), { seed: 1 })
const laser = createMixer(lasermix(), { seed: 1 })
for (const [name, mix] of [['PolarMix', polar], ['LaserMix', laser]] as const) {
  const plan = parse(stringify(mix.plan(scans)))
  // Two outputs: half of it is one, as the peer makes
  ours[`${name} of 120k`] = time(() => mix.apply(scans, plan), 21) / 2
}

const clouds = [0, 1].map(() => Float32Array.from({ length: 3 * 1024 }, uniform))
clouds.forEach((data, k) => {
  writeFileSync(path.join(folder, `cloud${k}.xyz`), new Uint8Array(data.buffer))
})
const [a, b] = clouds
const exact = assignPoints({ data: a, shape: [1024, 3] }, { data: b, shape: [1024, 3] },
  { cost: 'distance' }).cost
ours['assign 1024'] = time(() => matchPoints(a, b), 5)
const gap = matchPoints(a, b).cost / exact - 1
const large = [0, 1].map(() => Float32Array.from({ length: 300_000 }, uniform))
const hundred = once(() => matchPoints(large[0], large[1]))

const run = spawnSync(python, ['test/bench/clouds_peer.py', folder], {
  encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 24,
  env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
})
rmSync(folder, { recursive: true })
const memory = spawnSync(process.execPath,
  ['--expose-gc', fileURLToPath(new URL('clouds-memory.js', import.meta.url))],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const peer = run.status === 0 ? JSON.parse(run.stdout) as Record<string, number> : {}
console.log('task'.padEnd(28), 'here', 'peer', 'ratio')
for (const [task, milliseconds] of Object.entries(ours)) {
  const theirs = Object.hasOwn(peer, task) ? peer[task] : NaN
  console.log(task.padEnd(28), `${milliseconds.toFixed(1)} ms`, `${theirs.toFixed(1)} ms`,
    `${(theirs / milliseconds).toFixed(2)} times as fast`)
}
for (const [task, theirs] of Object.entries(peer).filter(([name]) => name.includes('Open3D'))) {
  const milliseconds = ours[task.slice(0, task.indexOf(', Open3D'))]
  console.log(task.padEnd(56), `${theirs.toFixed(1)} ms`,
    `${(theirs / milliseconds).toFixed(2)} times as fast`)
}
console.log(`assign 1024: ${(gap * 100).toFixed(4)} % above the least cost`)
console.log(`assign 100k: ${(hundred / 1000).toFixed(2)} s`)
console.log(memory.stdout.trim())
