import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import type { OverAttributes } from '../../over.js'
import { widthOf } from '../../rows.js'
import type { Pass } from './pass.js'
import { runPass } from './pass.js'
import { LAID, laid } from './shown.js'
import type { Lanes } from './wgsl.js'

/** A source that is laid over a base, and by how much it is seen where. */
export interface Layer extends OverAttributes {
  readonly name: string
  readonly source: Tensor
  readonly ground: Tensor
  /** Vectors of 4 only if `share` can tell of the places of a vector. */
  readonly lanes: Lanes
  readonly lists: NonNullable<Pass['lists']>
  readonly uniforms: Pass['uniforms']
  readonly factors?: Pass['factors']
  /** The region of each output; `true`: its own, `false`: the only one. */
  readonly regions: Int32Array | boolean
  /**
   * WGSL: `fn share (region : i32, place : i32) -> Shares` of the numbers of a row from a place
   * on. It is multiplied with the coefficient.
   */
  readonly share: string
}

/**
 * One pass. What is not seen takes no part, nor what is covered: it may be infinite or not a
 * number, and is not even read where a whole vector of it is hidden.
 */
export function layOver (backend: KernelBackend, layer: Layer): TensorInfo {
  const { name, source, ground, size, lanes, lists, factors, regions, share } = layer
  const mixes = ground.dtype === 'float32'
  return runPass(backend, {
    name,
    shape: [size, ...ground.shape.slice(1)],
    dtype: ground.dtype,
    lanes,
    tensors: { ground, over: source },
    lists: { laid: laid(layer, regions), ...lists },
    uniforms: { width: widthOf(ground) / lanes, ...layer.uniforms },
    factors,
    code: `
      ${share}
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        let at = output * ${LAID};
        let part = share(laid[at + 4], column * ${lanes});
        let seen = part * bitcast<f32>(laid[at + 1]);
        let behind = laid[at + 3] * uniforms.width + column;
        if (all(seen == Shares(0))) { return ground[behind]; }
        let paint = over[laid[at] * uniforms.width + column];
        if (all(seen == Shares(1))) { return paint; }
        let below = ground[behind];
        let kept = select(Shares(1) - seen, Shares(bitcast<f32>(laid[at + 2])), part == Shares(1));
        let mixed = ${mixes ? 'below * kept + paint * seen' : 'paint'};
        return select(select(mixed, paint, seen == Shares(1)), below, seen == Shares(0));
      }`
  })
}
