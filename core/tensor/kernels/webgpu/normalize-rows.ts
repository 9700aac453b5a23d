import type { NormalizeRowsAttributes } from '../../normalize-rows.js'
import { unit } from '../../normalize-rows.js'
import { widthOf } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { groupSum } from './group-sum.js'
import { dispatch } from './pass.js'
import { GROUP, lanesOf } from './wgsl.js'

/** A group of threads a row: it adds up the squares, then divides by their root. */
fuseOnWebgpu<NormalizeRowsAttributes>(unit, (backend, [x], { epsilon }) => {
  const rows = x.shape[0]
  const lanes = lanesOf(widthOf(x))
  const square = lanes === 1 ? 'value * value' : 'dot(value, value)'
  return dispatch(backend, {
    name: 'normalizeRows',
    shape: x.shape,
    dtype: 'float32',
    lanes,
    tensors: { x },
    uniforms: { rows, width: widthOf(x) / lanes },
    factors: { epsilon }
  }, rows, `
    ${groupSum}
    fn main (index : i32) {
      let row = index / ${GROUP};
      let first = row * uniforms.width;
      var own = 0.0;
      if (row < uniforms.rows) {
        for (var k = i32(localIndex); k < uniforms.width; k += ${GROUP}) {
          let value = x[first + k];
          own += ${square};
        }
      }
      let length = max(sqrt(groupSum(own)), uniforms.epsilon);
      if (row < uniforms.rows) {
        for (var k = i32(localIndex); k < uniforms.width; k += ${GROUP}) {
          result[first + k] = x[first + k] / length;
        }
      }
    }`)
})
