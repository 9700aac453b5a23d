import type { CombineAttributes } from '../../combine-rows.js'
import { combine } from '../../combine-rows.js'
import type { HostCoefficient } from '../../check.js'
import { product } from '../../rows.js'
import { fuseGpu } from './fuse-gpu.js'
import { lanesOf, runPass } from './pass.js'
import { shown } from './shown.js'

/** A row each where outputs have one entry; otherwise each output adds its own up, in order. */
fuseGpu<CombineAttributes>(combine, (backend, [x], combination) => {
  const { size } = combination
  const row = x.shape.slice(1)
  const width = product(row)
  const lanes = lanesOf(width)
  const { outputs, rows, coefficients } = combination
  const shape = [size, ...row]
  const pass = { shape, dtype: x.dtype, lanes, tensors: { x } }
  if (outputs === undefined) {
    const copies = coefficients === 1
    return runPass(backend, {
      ...pass,
      name: `combineRows_${copies ? 'copy' : 'scale'}`,
      lists: { entries: shown(size, rows, coefficients) },
      uniforms: { width: width / lanes },
      code: `
        fn numbers (index : i32) -> Numbers {
          let output = index / uniforms.width;
          let column = index - output * uniforms.width;
          let row = x[entries[output * 2] * uniforms.width + column];
          return ${copies ? 'row' : 'bitcast<f32>(entries[output * 2 + 1]) * row'};
        }`
    })
  }
  const { first, entries } = byOutput(outputs, rows, coefficients, size)
  return runPass(backend, {
    ...pass,
    name: 'combineRows_sum',
    lists: { first, entries },
    uniforms: { width: width / lanes },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        var sum = Numbers(0);
        for (var k = first[output]; k < first[output + 1]; k++) {
          sum += bitcast<f32>(entries[k * 2 + 1]) * x[entries[k * 2] * uniforms.width + column];
        }
        return sum;
      }`
  })
})

/** Entries in the order of their outputs, and where those of each output begin. */
function byOutput (
  outputs: Int32Array, rows: Int32Array | undefined, coefficients: HostCoefficient, size: number
): { first: Int32Array, entries: Int32Array } {
  const first = new Int32Array(size + 1)
  for (const output of outputs) first[output + 1]++
  for (let output = 0; output < size; output++) first[output + 1] += first[output]
  const given = shown(outputs.length, rows, coefficients)
  const entries = new Int32Array(given.length)
  const next = first.slice()
  outputs.forEach((output, k) => {
    const place = next[output]++
    entries[place * 2] = given[k * 2]
    entries[place * 2 + 1] = given[k * 2 + 1]
  })
  return { first, entries }
}
