import type { NormalizeBytesAttributes } from '../../normalize-bytes.js'
import { normalize } from '../../normalize-bytes.js'
import { product } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { runPass } from './pass.js'
import { shown } from './shown.js'
import { words } from './words.js'
import { each, lanesOf } from './wgsl.js'

/** Bytes go up as bytes, a quarter of what they become. */
fuseOnWebgpu<NormalizeBytesAttributes>(normalize, (backend, _, { bytes, table, terms, size }) => {
  const row = bytes.shape.slice(1)
  const width = product(row)
  const lanes = lanesOf(width)
  const parts = new Int32Array(terms.length * size * 2)
  terms.forEach(({ rows, coefficient }, t) => {
    parts.set(shown(size, rows, coefficient), t * size * 2)
  })
  const word = 'u32(bytes[place / 4])'
  const byte = lanes === 4
    ? `vec4<i32>((vec4<u32>(${word}) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u))`
    : `i32(extractBits(${word}, u32(place % 4) * 8u, 8u))`
  return runPass(backend, {
    name: 'normalizeBytes',
    shape: [size, ...row],
    dtype: 'float32',
    lanes,
    tensors: {},
    lists: { bytes: words(bytes.data), table, parts },
    uniforms: { outputs: size, terms: terms.length, width, channels: row[2] },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index * ${lanes} / uniforms.width;
        let column = index * ${lanes} - output * uniforms.width;
        let colours = (column + LANES) % uniforms.channels * 256;
        var sum = Numbers(0);
        for (var t = 0; t < uniforms.terms; t++) {
          let part = (t * uniforms.outputs + output) * 2;
          let place = parts[part] * uniforms.width + column;
          let found = colours + ${byte};
          let values = ${each(lanes, 'found', entry => `table[${entry}]`)};
          sum += bitcast<f32>(parts[part + 1]) * values;
        }
        return sum;
      }`
  })
})
