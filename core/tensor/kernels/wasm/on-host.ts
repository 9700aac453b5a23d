import type { OnHostAttributes } from '../../host/on-host.js'
import { bytesBehind, fuseOnWasm } from './kernel.js'

/** The memory moves when it grows, so that the host works on copies. */
fuseOnWasm<OnHostAttributes>({ kernel: 'RemixtureOnHost' }, ({ heap }, inputs, { who, work }) => {
  const made = work(...inputs.map(input =>
    new Float32Array(heap.bytes(heap.address(input), bytesBehind(input, 0)).slice().buffer)))
  const [{ shape }] = inputs
  return heap.make(who, shape, 'float32', [], out => {
    new Float32Array(heap.memory.buffer, out, made.length).set(made)
  })
})
