import type { CombineAttributes } from '../../combine-rows.js'
import { combine, reordered } from '../../combine-rows.js'
import { product } from '../../rows.js'
import { byOutput } from './by-output.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { runPass } from './pass.js'
import { shown } from './shown.js'
import { lanesOf } from './wgsl.js'

/** A row each where outputs have one entry; otherwise each output adds its own up, in order. */
fuseOnWebgpu<CombineAttributes>(combine, (backend, [x], combination) => {
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
  const { first, order } = byOutput(outputs, size)
  const entries = shown(order.length, order.map(k => rows === undefined ? k : rows[k]),
    reordered(coefficients, order))
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
