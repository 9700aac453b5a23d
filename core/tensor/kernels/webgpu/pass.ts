import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'
import { fail } from '../../../errors.js'
import { product } from '../../rows.js'
import type { GpuBackend, Program } from './gpu-backend.js'
import type { Lanes } from './wgsl.js'
import { GROUP, aliases, typeOf } from './wgsl.js'

/** One run of a shader over all numbers of an output. */
export interface Pass {
  /** Names its code: passes that share a name, dtypes and lanes share a compiled pipeline. */
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DataType
  /** How many numbers of the output a thread makes: vectors of 4 where all rows allow it. */
  readonly lanes: Lanes
  /** The lanes of what is read; as many as `lanes` if absent. */
  readonly vectors?: Lanes
  /** Tensors by their names in the code, as flat arrays of vectors. */
  readonly tensors: Readonly<Record<string, TensorInfo>>
  /** Tensors that are read number by number, whatever the lanes. */
  readonly singles?: Readonly<Record<string, TensorInfo>>
  /** What the host brings, as flat arrays of numbers. */
  readonly lists?: Readonly<Record<string, Int32Array | Float32Array>>
  /** Whole numbers, `uniforms.name` in the code. */
  readonly uniforms: Readonly<Record<string, number>>
  /** Other numbers, likewise. */
  readonly factors?: Readonly<Record<string, number>>
  /** Declarations in WGSL, among them `fn numbers (index : i32) -> Numbers`. */
  readonly code: string
}

/** One run of a shader with a main function of its own. */
export type Work = Omit<Pass, 'code'>

/** Runs a shader that makes each number of the output by itself. */
export function runPass (backend: KernelBackend, pass: Pass): TensorInfo {
  const size = product(pass.shape)
  return dispatch(backend, pass, Math.ceil(size / pass.lanes / GROUP), `
    ${aliases(pass.lanes, pass.dtype)}
    ${pass.code}
    fn main (index : i32) {
      if (index < uniforms.size) { result[index] = numbers(index); }
    }`)
}

/**
 * Runs a shader with a main function of its own.
 *
 * @param groups - how many groups of threads
 */
export function dispatch (
  backend: KernelBackend, work: Work, groups: number, code: string
): TensorInfo {
  const gpu = backend as GpuBackend
  const { name, shape, dtype, lanes, tensors, singles = {}, lists = {}, uniforms } = work
  const { factors = {}, vectors = lanes } = work
  const size = product(shape)
  const given = [tensors, singles].flatMap(Object.values<TensorInfo>).map(flat)
  checkRoom(gpu, [size, ...given.map(x => x.shape[0]), ...Object.values(lists).map(lengthOf)])
  const brought = Object.values(lists).map(list => bring(gpu, list))
  const typed = given.map(x => asTyped(gpu, x))
  const inputs = [...typed, ...brought]
  const program: Program = {
    variableNames: [tensors, singles, lists].flatMap(Object.keys),
    variableComponents: inputs.map((_, input) => input < Object.keys(tensors).length ? vectors : 1),
    outputShape: [size],
    outputComponent: lanes,
    workgroupSize: [GROUP, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [groups, 1, 1],
    size: true,
    uniforms: [
      ...Object.keys(uniforms).map(uniform => `${uniform} : i32, `),
      ...Object.keys(factors).map(factor => `${factor} : f32, `)
    ].join(''),
    shaderKey: `remixture_${name}_${lanes}_${vectors}_${dtype}`,
    getUserCode: () => code
  }
  const numbers = [
    ...Object.values(uniforms).map(value => ({ type: 'int32' as const, data: [value] })),
    ...Object.values(factors).map(value => ({ type: 'float32' as const, data: [value] }))
  ]
  try {
    return { ...gpu.runWebGPUProgram(program, inputs, dtype, numbers), shape: [...shape] }
  } finally {
    const own = [...typed.filter((x, input) => x !== given[input]), ...brought]
    for (const { dataId } of own) gpu.disposeData(dataId)
  }
}

/** A list as a tensor. WebGPU binds no buffer of no bytes, so an empty one gets a number. */
function bring (gpu: GpuBackend, list: Int32Array | Float32Array): TensorInfo {
  const dtype = list instanceof Int32Array ? 'int32' : 'float32'
  return list.length === 0
    ? gpu.makeTensorInfo([1], dtype, new Int32Array(1))
    : gpu.makeTensorInfo([list.length], dtype, list)
}

/** Shapes are the business of the code here, so that one pipeline serves tensors of any rank. */
function flat ({ dataId, dtype, shape }: TensorInfo): TensorInfo {
  return { dataId, dtype, shape: [product(shape)] }
}

/**
 * A tensor whose buffer has the type that the tensor says it has: `tf.cast` from whole numbers to
 * float32 keeps the buffer as it is.
 */
function asTyped (gpu: GpuBackend, x: TensorInfo): TensorInfo {
  const { dtype } = gpu.tensorMap.get(x.dataId)
  if (typeOf(dtype) === typeOf(x.dtype)) return x
  return runPass(gpu, {
    name: 'cast',
    shape: x.shape,
    dtype: x.dtype,
    lanes: 1,
    tensors: { x: { ...x, dtype } },
    uniforms: {},
    code: 'fn numbers (index : i32) -> Numbers { return Numbers(x[index]); }'
  })
}

function lengthOf (list: ArrayLike<number>): number {
  return list.length
}

/** Beyond its limits a device writes nothing, and says so where nobody hears it. */
function checkRoom ({ device }: GpuBackend, lengths: readonly number[]): void {
  const { maxStorageBufferBindingSize: most } = device.limits
  const bytes = Math.max(...lengths) * 4
  if (bytes <= most) return
  const reason = `takes tensors of up to ${most} bytes on this adapter, got one of ${bytes}; ` +
    'take fewer rows at a time'
  throw fail('BACKEND', 'webgpu', reason)
}
