import type { LogSumAttributes } from '../../similarity/log-sum-exp-rows.js'
import { bytesBehind, fuseOnWasm } from './kernel.js'

fuseOnWasm<LogSumAttributes>({ kernel: 'RemixtureLogSumExpRows' },
  ({ heap, logSumExpRows }, blocks, { scale, hidden }) => {
    const [size] = blocks[0].shape
    const places = Uint32Array.from(blocks.flatMap(block =>
      [heap.address(block), bytesBehind(block)]))
    return heap.make('logSumExpRows', [size], 'float32', [places], (out, at) => {
      logSumExpRows(out, at, blocks.length, size, scale, Number(hidden))
    })
  })

fuseOnWasm<LogSumAttributes>({ kernel: 'RemixtureSoftmaxParts' },
  ({ heap, softmaxParts }, [block, sums, dy], { scale, hidden }) => {
    const [from, sum, slope] = [block, sums, dy].map(x => heap.address(x))
    return heap.make('softmaxParts', block.shape, 'float32', [], out => {
      softmaxParts(out, from, sum, slope, block.shape[0], bytesBehind(block), scale, Number(hidden))
    })
  })
