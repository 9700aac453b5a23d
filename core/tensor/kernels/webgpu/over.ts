import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import { product } from '../../rows.js'
import type { Lanes, Pass } from './pass.js'
import { runPass } from './pass.js'
import { laid } from './shown.js'
import type { HostCoefficient } from '../../check.js'

/** A source that is laid over a base, and by how much it is seen where. */
export interface Layer {
  readonly name: string
  readonly base: Tensor
  readonly source: Tensor
  /** The row of the source that each output shows; absent: row i for output i. */
  readonly rows?: Int32Array
  readonly coefficient: HostCoefficient
  /** Vectors of 4 only if `share` can tell of the places of a vector. */
  readonly lanes: Lanes
  readonly lists: NonNullable<Pass['lists']>
  readonly uniforms: Pass['uniforms']
  readonly factors?: Pass['factors']
  /**
   * WGSL: `fn share (output : i32, place : i32) -> Shares` of the numbers of a row from a place
   * on. It is multiplied with the coefficient.
   */
  readonly share: string
}

/**
 * One pass. What is not seen takes no part, nor what is covered: it may be infinite or not a
 * number, and is not even read where a whole vector of it is hidden.
 */
export function layOver (backend: KernelBackend, layer: Layer): TensorInfo {
  const { name, base, source, rows, coefficient, lanes, lists, factors, share } = layer
  const mixes = base.dtype === 'float32'
  return runPass(backend, {
    name,
    shape: base.shape,
    dtype: base.dtype,
    lanes,
    tensors: { base, over: source },
    lists: { laid: laid(base.shape[0], rows, coefficient), ...lists },
    uniforms: { width: product(base.shape.slice(1)) / lanes, ...layer.uniforms },
    factors,
    code: `
      ${share}
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        let part = share(output, column * ${lanes});
        let seen = part * bitcast<f32>(laid[output * 3 + 1]);
        if (all(seen == Shares(0))) { return base[index]; }
        let paint = over[laid[output * 3] * uniforms.width + column];
        if (all(seen == Shares(1))) { return paint; }
        let ground = base[index];
        let behind = Shares(bitcast<f32>(laid[output * 3 + 2]));
        let kept = select(Shares(1) - seen, behind, part == Shares(1));
        let mixed = ${mixes ? 'ground * kept + paint * seen' : 'paint'};
        return select(select(mixed, paint, seen == Shares(1)), ground, seen == Shares(0));
      }`
  })
}
