import { fuseOnWasm } from './kernel.js'

/** Exponentials are those of the host: in one pass, where operations of tfjs take four. */
fuseOnWasm({ kernel: 'RemixtureLogSumExpRows' }, ({ heap }, blocks) => {
  const [size] = blocks[0].shape
  return heap.make('logSumExpRows', [size], 'float32', [], out => {
    // Not before: the memory moves when it grows
    const memory = new Float32Array(heap.memory.buffer)
    const places = blocks.map(block => [heap.address(block) / 4, block.shape[1]] as const)
    for (let row = 0; row < size; row++) {
      let top = -Infinity
      for (const [first, width] of places) {
        const begin = first + row * width
        for (let at = begin; at < begin + width; at++) if (memory[at] > top) top = memory[at]
      }
      let sum = 0
      for (const [first, width] of places) {
        const begin = first + row * width
        for (let at = begin; at < begin + width; at++) sum += Math.exp(memory[at] - top)
      }
      memory[out / 4 + row] = top + Math.log(sum)
    }
  })
})

fuseOnWasm({ kernel: 'RemixtureSoftmaxParts' }, ({ heap }, [block, sums, dy]) => {
  const [size, width] = block.shape
  return heap.make('softmaxParts', block.shape, 'float32', [], out => {
    const memory = new Float32Array(heap.memory.buffer)
    const [from, sum, slope] = [block, sums, dy].map(x => heap.address(x) / 4)
    for (let row = 0; row < size; row++) {
      const [log, factor] = [memory[sum + row], memory[slope + row]]
      const begin = row * width
      for (let at = begin; at < begin + width; at++)
        memory[out / 4 + at] = Math.exp(memory[from + at] - log) * factor
    }
  })
})
