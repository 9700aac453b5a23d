import type { ArcAttributes } from '../../similarity/arc-weights.js'
import { slopeOnArc, weightOnArc } from '../../similarity/on-arc.js'
import type { HostCoefficient } from '../../check.js'
import type { SlerpAttributes } from '../../similarity/slerp-rows.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'
import type { Bench } from './kernel.js'
import type { TensorInfo } from '@tensorflow/tfjs-core'

function at (share: HostCoefficient, i: number): number {
  return typeof share === 'number' ? share : share[i]
}

/** Numbers of the memory, copied: it moves when it grows. */
function numbersAt ({ heap }: Bench, address: number, count: number): Float32Array {
  return new Float32Array(heap.bytes(address, count * 4).slice().buffer)
}

fuseOnWasm<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' }, (bench, [x, y], { coefficient }) => {
  const { heap, rowDots, combineRows } = bench
  const [size] = x.shape
  const bytes = bytesBehind(x)
  const [first, second] = [heap.address(x), heap.address(y)]
  let cosines: Float32Array = new Float32Array(0)
  heap.lend('slerpRows', [new Float32Array(size), addressesOf(second, undefined, size, bytes)],
    (out, addresses) => {
      rowDots(out, first, addresses, size, bytes)
      cosines = numbersAt(bench, out, size)
    })
  const addresses = new Uint32Array(size * 2)
  const factors = new Float32Array(size * 2)
  for (let i = 0; i < size; i++) {
    const far = at(coefficient, i)
    addresses[2 * i] = first + i * bytes
    addresses[2 * i + 1] = second + i * bytes
    factors[2 * i] = weightOnArc(cosines[i], 1 - far, true)
    factors[2 * i + 1] = weightOnArc(cosines[i], far, false)
  }
  return heap.make('slerpRows', x.shape, 'float32', [addresses, factors],
    (out, rowsAt, factorsAt) => { combineRows(out, 0, rowsAt, factorsAt, size, 2, bytes) })
})

/** One number after the other: of so few numbers calls would be all of the work. */
function each (
  bench: Bench, x: TensorInfo, make: (cosine: number, i: number) => number
): TensorInfo {
  const made = numbersAt(bench, bench.heap.address(x), x.shape[0]).map(make)
  return bench.heap.make('arcWeight', x.shape, 'float32', [], out => {
    new Float32Array(bench.heap.memory.buffer, out, made.length).set(made)
  })
}

fuseOnWasm<ArcAttributes>({ kernel: 'RemixtureArcWeight' }, (bench, [cosines], { share, first }) =>
  each(bench, cosines, (c, i) => weightOnArc(c, at(share, i), first)))

fuseOnWasm<ArcAttributes>({ kernel: 'RemixtureArcSlope' }, (bench, [cosines], { share }) =>
  each(bench, cosines, (c, i) => slopeOnArc(c, at(share, i))))
