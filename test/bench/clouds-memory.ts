/**
 * How much memory mixing two rooms of a million points takes, in their own bytes: the peak of the
 * process over what it had before. Linux only: `node --expose-gc dist/test/bench/clouds-memory.js`.
 */
import { writeFileSync } from 'node:fs'
import { createMixer } from '../../core/index.js'
import { mix3d } from '../../domains/pointcloud/index.js'
import { peakMemory } from '../memory.js'
import { room } from './clouds-made.js'

const mix = createMixer(mix3d(), { seed: 1 })
mix.mix([room(1000, [1, 1, 1]), room(1000, [1, 1, 1])])
const rooms = [room(1_000_000, [20, 12, 3]), room(1_000_000, [20, 12, 3])]
const own = rooms.reduce((sum, { coordinates, columns }) => sum + coordinates.byteLength +
  Object.values(columns).reduce((bytes, { data }) => bytes + data.byteLength, 0), 0)
globalThis.gc?.()
writeFileSync('/proc/self/clear_refs', '5')
const before = process.memoryUsage.rss()
const { batch: [both] } = mix.mix(rooms)
const grown = peakMemory() - before
console.log(`mixing 2 x 1M: ${(grown / own).toFixed(2)} times their own ${own} bytes, ` +
  `${both.coordinates.length / 3} points`)
