import type { LogSumOuterAttributes } from '../../similarity/log-sum-outer.js'
import { addSlopesOfPairs, logSumOfPairs, NOTHING } from '../../similarity/outer-pairs.js'
import { fuseOnWasm } from './kernel.js'

// Pairs are lists of the host, so it runs over them; no more than those of a row are there.

const sums = { kernel: 'RemixtureLogSumOuter' }
fuseOnWasm<LogSumOuterAttributes>(sums, ({ heap }, [x], { pairs }) => {
  const [size, width] = x.shape
  const from = heap.address(x)
  return heap.make('logSumOuter', [size], 'float32', [], out => {
    for (let row = 0; row < size; row++) {
      const outer = pairs(row)
      const numbers = new Float32Array(heap.memory.buffer, from + 4 * row * width, width)
      const sum = outer === undefined ? NOTHING : logSumOfPairs(numbers, outer)
      new Float32Array(heap.memory.buffer, out, size)[row] = sum
    }
  })
})

fuseOnWasm<LogSumOuterAttributes>({ kernel: 'RemixtureOuterSlopes' },
  ({ heap }, [x, dy], { pairs }) => {
    const [size, width] = x.shape
    const [from, slope] = [heap.address(x), heap.address(dy)]
    return heap.make('outerSlopes', x.shape, 'float32', [], out => {
      const slopes = new Float64Array(width)
      for (let row = 0; row < size; row++) {
        const outer = pairs(row)
        const { buffer } = heap.memory
        slopes.fill(0)
        if (outer !== undefined) {
          const numbers = new Float32Array(buffer, from + 4 * row * width, width)
          addSlopesOfPairs(slopes, numbers, outer, new Float32Array(buffer, slope, size)[row])
        }
        new Float32Array(buffer, out + 4 * row * width, width).set(slopes)
      }
    })
  })
