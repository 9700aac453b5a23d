/**
 * How fast AugMix' operations are beside Pillow, image by image:
 * `node dist/test/bench/operations.js [rounds] [side] [python]`.
 *
 * Pillow is found by the Python that is named, `python3` by default (`pip install pillow`). Both do
 * the same operation to the same bytes by turns, and must give the same; the best of their times
 * count, and so do the middle ones. Both keep the memory of images for the next one.
 */
import type { OperationName } from '../../domains/image/index.js'
import { operate, operationNames } from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'
import { startPillow } from './pillow.js'

const rounds = Number(process.argv[2] ?? 60)
const side = Number(process.argv[3] ?? 224)
const LEVEL = 1.7

const shape = [side, side, 3]
const data = Uint8Array.from(noise(side * side * 3, 1, 20, 230))
const into = new Uint8Array(data.length)
const pillow = await startPillow(process.argv[4] ?? 'python3', { data, shape })

/** Milliseconds of one operation. */
function timed (name: OperationName): number {
  const start = performance.now()
  operate(name, LEVEL, { data, shape }, into)
  return performance.now() - start
}

function figures (times: readonly number[]): readonly [best: number, middle: number] {
  const sorted = [...times].sort((a, b) => a - b)
  return [sorted[0], sorted[Math.floor(sorted.length / 2)]]
}

console.log(`${side} × ${side} × 3 bytes, best (middle) of ${rounds}, milliseconds an image; ` +
  `Pillow ${pillow.version}`)
const ratios: number[] = []
try {
  for (const name of operationNames) {
    const theirs: number[] = []
    const ours: number[] = []
    for (let round = -5; round < rounds; round++) {
      const [peer, own] = [await pillow.time(name, LEVEL), timed(name)]
      // The first rounds warm up
      if (round < 0) continue
      theirs.push(peer)
      ours.push(own)
    }
    const same = Buffer.compare(into, await pillow.result()) === 0
    const [[best, middle], [peerBest, peerMiddle]] = [figures(ours), figures(theirs)]
    ratios.push(peerBest / best)
    console.log(`${name.padEnd(13)} ${best.toFixed(3)} (${middle.toFixed(3)})  Pillow ` +
      `${peerBest.toFixed(3)} (${peerMiddle.toFixed(3)})  ratio ${(peerBest / best).toFixed(2)} ` +
      `(${(peerMiddle / middle).toFixed(2)})  ${same ? 'same bytes' : 'OTHER BYTES'}`)
    if (!same) process.exitCode = 1
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
  const least = Math.min(...ratios)
  console.log(`least ratio ${least.toFixed(2)}, their geometric mean ${mean.toFixed(2)}`)
} finally {
  pillow.stop()
}
