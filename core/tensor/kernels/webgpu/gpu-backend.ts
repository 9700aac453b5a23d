import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'

/** A program as tfjs' webgpu backend runs it. */
export interface Program {
  readonly variableNames: readonly string[]
  readonly variableComponents: readonly number[]
  readonly outputShape: readonly number[]
  readonly outputComponent: number
  readonly workgroupSize: readonly [number, number, number]
  readonly dispatchLayout: { readonly x: readonly number[] }
  readonly dispatch: readonly [number, number, number]
  readonly size: true
  readonly uniforms: string
  readonly shaderKey: string
  getUserCode (): string
}

/** What kernels need of tfjs' webgpu backend, whose package is an optional peer. */
export interface GpuBackend extends KernelBackend {
  readonly device: { readonly limits: { readonly maxStorageBufferBindingSize: number } }
  readonly tensorMap: { get (dataId: object): { readonly dtype: DataType } }
  makeTensorInfo (
    shape: readonly number[], dtype: DataType, values?: Int32Array | Float32Array
  ): TensorInfo
  runWebGPUProgram (
    program: Program, inputs: readonly TensorInfo[], dtype: DataType,
    uniforms: ReadonlyArray<{ readonly type: 'int32' | 'float32', readonly data: number[] }>
  ): TensorInfo
}
