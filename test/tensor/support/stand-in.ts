import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { stockOnCpu } from './stock-on-cpu.js'

type Numbers = Float32Array | Int32Array | Uint8Array
type KernelResult = ReturnType<tf.KernelFunc>
type Attributes = ReadonlyArray<{ readonly name: string, readonly value: unknown }>

type Made = Pick<TensorInfo, 'shape' | 'dtype'> & { readonly values: Numbers }

/**
 * Stands in for the backend of tfjs-node where that is not installed: the stock operations that
 * kernels ask for, as TensorFlow documents them, on numbers of the cpu backend.
 */
export class StandIn extends MathBackendCPU {
  readonly binding = {
    TF_FLOAT: 1, TF_INT32: 3, TF_BOOL: 10, TF_ATTR_INT: 1, TF_ATTR_BOOL: 3, TF_ATTR_TYPE: 4
  }

  readonly isUsingGpuDevice = false
  /** The operations that ran, in order. */
  readonly ran: string[] = []
  /** How often numbers were read back; kernels of the cpu backend do nothing else. */
  reads = 0
  private inside = 0

  override readSync (dataId: object): ReturnType<MathBackendCPU['readSync']> {
    if (this.inside === 0) this.reads++
    return super.readSync(dataId)
  }

  /** Runs a kernel of the cpu backend. */
  run (name: string, kernel: tf.KernelFunc, given: Parameters<tf.KernelFunc>[0]): KernelResult {
    // A clone is no operation of TensorFlow.
    if (name !== tf.Identity) this.ran.push(name)
    this.inside++
    try {
      return kernel(given)
    } finally {
      this.inside--
    }
  }

  executeSingleOutput (name: string, attributes: Attributes, inputs: TensorInfo[]): Tensor {
    return this.executeMultipleOutputs(name, attributes, inputs, 1)[0]
  }

  executeMultipleOutputs (
    name: string, attributes: Attributes, inputs: TensorInfo[], count: number
  ): Tensor[] {
    const unknown = attributes.find(({ value }) =>
      typeof value !== 'boolean' && !(Number(value) >= 0))
    if (unknown !== undefined) throw new Error(`${name} is given no ${unknown.name}`)
    this.ran.push(name)
    const made = name in stockOnCpu
      ? this.onCpu(name, attributes, inputs)
      : [this.made(this.compute(name, inputs))]
    if (made.length !== count) throw new Error(`${name} gives ${made.length}, not ${count}`)
    return made.map(info => tf.engine().makeTensorFromTensorInfo(info))
  }

  private made ({ shape, dtype, values }: Made): TensorInfo {
    return this.makeTensorInfo(shape, dtype, values)
  }

  private onCpu (name: string, attributes: Attributes, inputs: TensorInfo[]): TensorInfo[] {
    const numbers = inputs.map(({ dataId }) => this.data.get(dataId).values as Numbers)
    const named = Object.fromEntries(attributes.map(each => [each.name, each.value]))
    const call = stockOnCpu[name]({ inputs, numbers, attributes: named })
    const kernel = tf.getKernel(call.kernel, 'cpu')
    if (kernel === undefined) throw new Error(`${call.kernel} is no kernel of the cpu backend`)
    this.inside++
    try {
      return [kernel.kernelFunc({ ...call, backend: this })].flat()
    } finally {
      this.inside--
    }
  }

  private compute (name: string, inputs: TensorInfo[]): Made {
    const [first, second, third] = inputs
    const [a, b, c] = inputs.map(({ dataId }) => this.data.get(dataId).values as Numbers)
    const { dtype } = first
    switch (name) {
      case 'GatherV2': {
        const [axis] = c
        const width = a.length / tf.util.sizeFromShape(first.shape.slice(0, axis + 1))
        const values = like(a, b.length * width)
        b.forEach((row, i) => {
          const from = row + (axis === 0 ? 0 : Math.floor(i / second.shape[1]) * first.shape[1])
          values.set(a.subarray(from * width, (from + 1) * width), i * width)
        })
        return { shape: [...second.shape, ...first.shape.slice(axis + 1)], dtype, values }
      }
      case 'DenseBincount': {
        const [size, each] = first.shape
        const [width] = b
        const values = new Float32Array(size * width)
        a.forEach((column, k) => { values[Math.floor(k / each) * width + column] += c[k] })
        return { shape: [size, width], dtype: 'float32', values }
      }
      case 'SelectV2': {
        const { assertAndGetBroadcastShape: broadcast } = tf.backend_util
        const shape = broadcast(broadcast(first.shape, second.shape), third.shape)
        const [where, yes, no] = [a, b, c].map((numbers, k) => {
          const { indexToLoc, locToIndex, computeStrides } = tf.util
          const missing = shape.length - inputs[k].shape.length
          const own = inputs[k].shape
          return (i: number) => numbers[locToIndex(indexToLoc(i, shape.length,
            [...computeStrides(shape)]).slice(missing).map((at, d) => own[d] === 1 ? 0 : at),
          own.length, computeStrides(own))]
        })
        const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) },
          (_, i) => where(i) === 1 ? yes(i) : no(i))
        return { shape, dtype: second.dtype, values }
      }
      case 'MatrixSetDiag': {
        const values = a.slice()
        const size = first.shape.at(-1) ?? 1
        b.forEach((number, i) => {
          values[Math.floor(i / size) * size * size + i % size * (size + 1)] = number
        })
        return { shape: first.shape, dtype, values }
      }
      case 'MatrixDiagPart': {
        const size = first.shape.at(-1) ?? 1
        const values = a.filter((_, i) => i % size === Math.floor(i / size) % size)
        return { shape: first.shape.slice(0, -1), dtype, values }
      }
      case 'Select': {
        const width = b.length / a.length
        const values = b.map((value, i) => a[Math.floor(i / width)] === 1 ? value : c[i])
        return { shape: third.shape, dtype: second.dtype, values }
      }
      case 'MulNoNan': {
        const [width, rows, columns] = [first.shape[1], ...second.shape]
        const values = a.map((value, i) => {
          const row = rows === 1 ? 0 : Math.floor(i / width)
          const by = b[row * columns + (columns === 1 ? 0 : i % width)]
          return by === 0 ? 0 : value * by
        })
        return { shape: first.shape, dtype, values }
      }
      case 'MatMul': {
        const values = new Float32Array(a.length * b.length)
        values.forEach((_, i) => { values[i] = a[Math.floor(i / b.length)] * b[i % b.length] })
        return { shape: [a.length, b.length], dtype, values }
      }
      case 'SparseTensorDenseMatMul': {
        const [rows, width] = inputs[3].shape
        const dense = this.data.get(inputs[3].dataId).values as Numbers
        // Two whole numbers of 64 bits, low half first.
        const [size, high, count, top] = c
        if (high !== 0 || top !== 0 || count !== rows) throw new Error('the shapes do not fit')
        const values = new Float32Array(size * width)
        b.forEach((factor, entry) => {
          const [output, row] = [a[entry * 2], a[entry * 2 + 1]]
          if (output >= size || row >= rows) throw new Error('an entry is out of range')
          for (let i = 0; i < width; i++) {
            values[output * width + i] += Math.fround(factor * dense[row * width + i])
          }
        })
        return { shape: [size, width], dtype: 'float32', values }
      }
      default: throw new Error(`${name} has no stand-in`)
    }
  }
}

function like (values: Numbers, length: number): Numbers {
  return new (values.constructor as new (length: number) => Numbers)(length)
}

/** Registers it under the name of tfjs-node's backend, with tfjs' kernels of the cpu backend. */
export function standIn (): StandIn {
  const backend = new StandIn()
  // The banner that the cpu backend prints with its first tensor.
  Object.assign(backend, { firstUse: false })
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    if (kernel.kernelName.startsWith('Remixture')) continue
    tf.registerKernel({
      ...kernel,
      backendName: 'tensorflow',
      kernelFunc: given => backend.run(kernel.kernelName, kernel.kernelFunc, given)
    })
  }
  tf.registerBackend('tensorflow', () => backend)
  return backend
}
