/**
 * How much memory mixing two rooms of a million points takes, in their own bytes: the peak of the
 * process over what it had before. Linux only: `node --expose-gc dist/test/bench/clouds-memory.js`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createMixer } from '../../core/index.js'
import { mix3d } from '../../domains/pointcloud/index.js'
import { room } from './clouds-made.js'

/** Bytes in memory now, and the most since the peak was forgotten. */
function memory (): { readonly now: number, readonly peak: number } {
  const status = readFileSync('/proc/self/status', 'utf8')
  const [now, peak] = ['VmRSS', 'VmHWM'].map(name =>
    1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]))
  return { now, peak }
}

const mix = createMixer(mix3d(), { seed: 1 })
mix.mix([room(1000, [1, 1, 1]), room(1000, [1, 1, 1])])
const rooms = [room(1_000_000, [20, 12, 3]), room(1_000_000, [20, 12, 3])]
const own = rooms.reduce((sum, { coordinates, columns }) => sum + coordinates.byteLength +
  Object.values(columns).reduce((bytes, { data }) => bytes + data.byteLength, 0), 0)
globalThis.gc?.()
writeFileSync('/proc/self/clear_refs', '5')
const before = memory().now
const { batch: [both] } = mix.mix(rooms)
const grown = memory().peak - before
console.log(`mixing 2 x 1M: ${(grown / own).toFixed(2)} times their own ${own} bytes, ` +
  `${both.coordinates.length / 3} points`)
