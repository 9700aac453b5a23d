/** `node dist/test/bench/puzzlemix.js`: what planning PuzzleMix costs an image, on one thread. */
import { createMixer } from '../../core/index.js'
import { puzzlemix } from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'

const [size, side, channels, rounds] = [8, 224, 3, 7]
const shape = [size, side, side, channels]
const x = { data: noise(size * side * side * channels, 1, 0, 1), shape }
const maps = { data: noise(size * side * side, 2, 0, 1), shape: [size, side, side] }
const signals = { saliency: () => maps, pixels: () => x }

for (const [title, options] of [
  ['cut alone, 3 labels', { transport: false }],
  ['cut and transport of cells, 3 labels', { patch: 'cell' }],
  ['cut and transport of cells, 2 labels', { labels: 2, patch: 'cell' }],
  ['cut by swaps, 3 labels', { transport: false, solver: 'swap' }],
  ['the defaults: cut and transport of 4-pixel patches', {}],
  ['cut and transport of 2-pixel patches', { patch: 2 }]
] as const) {
  const mix = createMixer(puzzlemix({ blocks: [4, 4], ...options }), { signals })
  mix.plan({ x })
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    mix.plan({ x })
    return (performance.now() - start) / size
  }).sort((a, b) => a - b)
  console.log(`${title}: ${times[Math.floor(rounds / 2)].toFixed(2)} ms an image ` +
    `(${times[0].toFixed(2)} … ${times[rounds - 1].toFixed(2)})`)
}
