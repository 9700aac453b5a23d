import { GROUP } from './wgsl.js'

/**
 * Rows of up to this many vectors are summed up by a thread each: a group of threads for a row
 * would be idle for the most part, as for the few channels of a pixel.
 */
export const NARROW = 16

/** WGSL: the sum of what the threads of a group have. All of them must ask for it. */
export const groupSum = `
  var<workgroup> parts : array<f32, ${GROUP}>;
  fn groupSum (own : f32) -> f32 {
    parts[localIndex] = own;
    for (var half = ${GROUP / 2}u; half > 0u; half /= 2u) {
      workgroupBarrier();
      if (localIndex < half) { parts[localIndex] += parts[localIndex + half]; }
    }
    workgroupBarrier();
    return parts[0];
  }`
