import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import { product } from '../../rows.js'
import type { HostTerm, MixAttributes } from '../../mix-rows.js'
import { mix } from '../../mix-rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { runPass } from './pass.js'
import { shown } from './shown.js'
import { lanesOf } from './wgsl.js'

/** Buffers that a shader may have on every adapter, less the output and the list of rows. */
const MOST = 6

/** `Σ coefficient · x[row]`, one after the other; as many inputs at a time as can be bound. */
fuseOnWebgpu<MixAttributes>(mix, (backend, inputs, { terms, size }) => {
  const [, ...row] = inputs[0].shape
  let next = 0
  let sum: TensorInfo | undefined
  while (next < terms.length) {
    const { end, used } = takes(terms, next, sum === undefined ? MOST : MOST - 1)
    const tensors: TensorInfo[] = used.map(input => inputs[input])
    const now = terms.slice(next, end).map(term => ({ ...term, input: used.indexOf(term.input) }))
    const before = sum
    if (before !== undefined) now.unshift({ input: tensors.push(before) - 1, coefficient: 1 })
    sum = addUp(backend, tensors, now, [size, ...row])
    if (before !== undefined) backend.disposeData(before.dataId)
    next = end
  }
  return sum as TensorInfo
})

/** As many of the terms from one on as need no more than `most` inputs. */
function takes (
  terms: readonly HostTerm[], first: number, most: number
): { end: number, used: readonly number[] } {
  const used: number[] = []
  let end = first
  for (; end < terms.length; end++) {
    const { input } = terms[end]
    if (used.includes(input)) continue
    if (used.length === most) break
    used.push(input)
  }
  return { end, used }
}

function addUp (
  backend: KernelBackend, inputs: readonly TensorInfo[], terms: readonly HostTerm[],
  shape: readonly number[]
): TensorInfo {
  const [size] = shape
  const width = product(shape.slice(1))
  const lanes = lanesOf(width)
  const parts = new Int32Array(terms.length * size * 2)
  terms.forEach(({ rows, coefficient }, t) => {
    parts.set(shown(size, rows, coefficient), t * size * 2)
  })
  return runPass(backend, {
    name: `mixRows_${terms.map(({ input }) => input).join('_')}`,
    shape,
    dtype: 'float32',
    lanes,
    tensors: Object.fromEntries(inputs.map((x, input) => [`x${input}`, x as Tensor])),
    lists: { parts },
    uniforms: { outputs: size, width: width / lanes },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        var part = output * 2;
        var sum = ${term(terms[0])};
        ${terms.slice(1).map(each => `part += uniforms.outputs * 2; sum += ${term(each)};`)
          .join('\n        ')}
        return sum;
      }`
  })
}

function term ({ input }: HostTerm): string {
  return `bitcast<f32>(parts[part + 1]) * x${input}[parts[part] * uniforms.width + column]`
}
