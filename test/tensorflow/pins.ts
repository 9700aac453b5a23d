/**
 * The wheel of TensorFlow whose library tfjs-node is built against, from PyPI. tfjs-node 4.22 was
 * made for TensorFlow 2.9, whose wheel has no C library; this one has, with the same C API.
 */
export const wheel = {
  requirement: 'tensorflow-cpu==2.15.1',
  python: '3.11',
  platform: 'manylinux2014_x86_64',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26'
} as const

/** The packages that are built, each by its own name. */
export const packages = ['tfjs-node', 'tfjs-node-gpu'] as const
export const version = '4.22.0'
