import test from 'ava'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Heap } from '../../../core/tensor/kernels/wasm/heap.js'
import { heapOf } from '../../../core/tensor/kernels/wasm/heap.js'
import { kernels } from '../../../core/tensor/kernels/wasm/functions.js'
import { code } from '../../../core/tensor/kernels/wasm/code.js'
import { kernelModule, prepareModules } from '../../../core/tensor/kernels/wasm/module.js'
import { useBackend } from '../../../core/tensor/index.js'

test.serial.before(() => useBackend('wasm'))

function heap (): Heap {
  const there = heapOf(tf.backend())
  if (there === undefined) throw new Error('no heap')
  return there
}

function taken (x: tf.Tensor2D, rows: Int32Array): TensorInfo {
  const [, width] = x.shape
  const first = heap().address(x)
  const addresses = Uint32Array.from(rows, row => first + row * width * 4)
  return heap().make('test', [rows.length, width], 'float32', [addresses], (out, at) => {
    kernels.on(tf.backend()).copyRows(out, at, rows.length, width * 4)
  })
}

const numbers = (info: TensorInfo): number[] =>
  Array.from(tf.engine().makeTensorFromTensorInfo(info).dataSync())

test.serial('a kernel reads and writes tensors where they are', t => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])
  t.deepEqual(numbers(taken(x, Int32Array.of(2, 0, 2))), [5, 6, 1, 2, 5, 6])
})

test.serial('a backend that is started anew gets kernels on its own memory', async t => {
  const before = tf.backend()
  const factory = tf.findBackendFactory('wasm')
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory, 2)
  await tf.setBackend('wasm')
  t.not(tf.backend(), before)
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
  t.deepEqual(numbers(taken(x, Int32Array.of(1, 0))), [3, 4, 1, 2])
})

test.serial('lists are gone from memory after the work, also if it fails', t => {
  const addresses: number[] = []
  const list = new Int32Array(1000).fill(7)
  for (let k = 0; k < 3; k++) {
    heap().lend('test', [undefined, list, new Uint8Array(3)], (nothing, at, bytes) => {
      t.is(nothing, 0)
      t.is(bytes - at, 4000)
      t.deepEqual(new Int32Array(heap().memory.buffer, at, 1000), list)
      addresses.push(at)
    })
    t.throws(() => { heap().lend('test', [list], fails) }, { message: 'work' })
  }
  t.is(new Set(addresses).size, 1)
})

function fails (): void {
  throw new Error('work')
}

test.serial('what fails leaves no tensor', t => {
  const before = tf.engine().backend.numDataIds()
  t.throws(() => heap().make('test', [10], 'float32', [], fails), { message: 'work' })
  t.is(tf.engine().backend.numDataIds(), before)
})

test.serial('memory shared between threads is taken as well', t => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true })
  const backend = { wasm: { wasmMemory: memory } } as unknown as tf.KernelBackend
  t.is(kernels.problem(backend), undefined)
  const words = new Int32Array(memory.buffer)
  words.set([5, 6, 7, 8], 256)
  words.set([1032, 1024], 512)
  kernels.on(backend).copyRows(4096, 2048, 2, 8)
  t.deepEqual(Array.from(words.subarray(1024, 1028)), [7, 8, 5, 6])
})

test.serial('a backend without such a memory is told from one with it', async t => {
  await useBackend('cpu')
  t.is(heapOf(tf.backend()), undefined)
  t.is(kernels.problem(tf.backend()), 'does not show its memory, as tfjs 4.22 does')
  await useBackend('wasm')
  t.is(kernels.problem(tf.backend()), undefined)
})

test.serial('modules that are prepared need not compile at once', async t => {
  const { Module } = WebAssembly
  const refused = kernelModule(code)
  const { backend } = tf.engine()
  const Refusing = class {
    constructor () { throw new RangeError('too long') }
  }
  Object.assign(WebAssembly, { Module: Refusing })
  try {
    t.is(refused.problem(backend), 'does not run the kernels: too long')
    await prepareModules(backend)
    t.is(refused.problem(backend), undefined)
  } finally {
    Object.assign(WebAssembly, { Module })
  }
})
