import type { ShownRows } from '../../over.js'
import { widthOf } from '../../rows.js'
import { weigh } from '../../weigh-rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { runPass } from './pass.js'
import { shown } from './shown.js'
import { lanesOf } from './wgsl.js'

fuseOnWebgpu<ShownRows>(weigh, (backend, [x, weights], { rows }) => {
  const size = weights.size
  const width = widthOf(x)
  const lanes = lanesOf(width)
  return runPass(backend, {
    name: 'weighRows',
    shape: [size, ...x.shape.slice(1)],
    dtype: 'float32',
    lanes,
    tensors: { x },
    singles: { weights },
    lists: { shown: shown(size, rows, 1) },
    uniforms: { width: width / lanes },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        return weights[output] * x[shown[output * 2] * uniforms.width + column];
      }`
  })
})
