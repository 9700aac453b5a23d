import type { ShownRows } from '../../over.js'
import { dots } from '../../row-dots.js'
import { widthOf } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { NARROW, groupSum } from './group-sum.js'
import { dispatch, runPass } from './pass.js'
import { shown } from './shown.js'
import type { Lanes } from './wgsl.js'
import { GROUP, lanesOf } from './wgsl.js'

/** A thread a row, or a group of threads, which add up every 256th vector each. */
fuseOnWebgpu<ShownRows>(dots, (backend, [x, y], { rows }) => {
  const size = x.shape[0]
  const lanes = lanesOf(widthOf(x))
  const width = widthOf(x) / lanes
  const pass = {
    shape: [size],
    dtype: 'float32' as const,
    lanes: 1 as const,
    vectors: lanes,
    tensors: { x, y },
    lists: { shown: shown(size, rows, 1) },
    uniforms: { width }
  }
  if (width <= NARROW) {
    return runPass(backend, {
      ...pass,
      name: 'rowDots_narrow',
      code: `
        fn numbers (row : i32) -> f32 {
          var sum = 0.0;
          for (var k = 0; k < uniforms.width; k++) { sum += ${product(lanes)}; }
          return sum;
        }`
    })
  }
  return dispatch(backend, { ...pass, name: 'rowDots' }, size, `
    ${groupSum}
    fn main (index : i32) {
      let row = index / ${GROUP};
      var own = 0.0;
      if (row < uniforms.size) {
        for (var k = i32(localIndex); k < uniforms.width; k += ${GROUP}) {
          own += ${product(lanes)};
        }
      }
      let sum = groupSum(own);
      if (row < uniforms.size && localIndex == 0u) { result[row] = sum; }
    }`)
})

function product (lanes: Lanes): string {
  const [own, other] = ['x[row * uniforms.width + k]', 'y[shown[row * 2] * uniforms.width + k]']
  return lanes === 1 ? `${own} * ${other}` : `dot(${own}, ${other})`
}
