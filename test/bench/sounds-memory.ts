/**
 * What tracking beats and finding onsets takes beside the samples, for sounds of 3 minutes to an
 * hour: `node dist/test/bench/sounds-memory.js`. Every length has a process of its own, whose
 * greatest resident size after a minute of sound was tracked, less that before, is told.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { annotatedClip, beatStream, detectOnsets, trackBeats } from '../../domains/audio/index.js'
import { peakMemory } from '../memory.js'

const MEBIBYTE = 2 ** 20
const sampleRate = 22050

const works: Readonly<Record<string, (x: Float32Array) => number>> = {
  trackBeats: x => trackBeats(x, { sampleRate }).beats.length,
  detectOnsets: x => detectOnsets(x, { sampleRate }).length,
  beatStream: x => {
    const stream = beatStream({ sampleRate })
    let count = 0
    for (let at = 0; at < x.length; at += 4410)
      count += stream.push(x.subarray(at, at + 4410)).beats.length
    return count + stream.end().beats.length
  }
}

/** Minutes of drums: a clip again and again. */
function sound (seconds: number): Float32Array {
  const { x } = annotatedClip({ seed: 7001, seconds: 20, sampleRate })
  const all = new Float32Array(seconds * sampleRate)
  for (let at = 0; at < all.length; at += x.length)
    all.set(x.subarray(0, all.length - at), at)
  return all
}

const [work, seconds] = process.argv.slice(2)
if (work === undefined) {
  for (const name of Object.keys(works)) {
    for (const each of [180, 600, 1800, 3600]) {
      console.log(execFileSync(process.execPath, ['--expose-gc',
        fileURLToPath(import.meta.url), name, String(each)], { encoding: 'utf8' }).trimEnd())
    }
  }
} else {
  works[work](sound(60))
  const x = sound(Number(seconds))
  globalThis.gc!()
  const before = process.memoryUsage.rss()
  const count = works[work](x)
  const grown = (peakMemory() - before) / MEBIBYTE
  console.log(`${work}, ${seconds} s: ${grown.toFixed(1)} MiB beside ` +
    `${(x.byteLength / MEBIBYTE).toFixed(0)} MiB of samples, ${count} found`)
}
