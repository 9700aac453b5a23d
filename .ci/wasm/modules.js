/**
 * The modules of WebAssembly kernels: where the source begins, and the generated file that holds
 * the bytes. All sources of a module lie in the folder of the first.
 */
export const modules = [
  {
    source: 'core/tensor/kernels/wasm/assembly/index.ts',
    target: 'core/tensor/kernels/wasm/code.ts'
  },
  {
    source: 'plugins/train-wasm/assembly/index.ts',
    target: 'plugins/train-wasm/code.ts'
  },
  {
    source: 'core/random/wasm/assembly/index.ts',
    target: 'core/random/wasm/code.ts'
  },
  {
    source: 'core/math/wasm/assembly/index.ts',
    target: 'core/math/wasm/code.ts'
  },
  {
    source: 'core/paint/bytes/wasm/assembly/index.ts',
    target: 'core/paint/bytes/wasm/code.ts'
  },
  {
    source: 'domains/image/operations/wasm/assembly/index.ts',
    target: 'domains/image/operations/wasm/code.ts'
  },
  {
    source: 'domains/pointcloud/wasm/assembly/index.ts',
    target: 'domains/pointcloud/wasm/code.ts'
  }
]
