import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { prepareGpu } from '../../core/tensor/gpu.js'
import { capabilities, useBackend } from '../../core/tensor/index.js'
import { child, index, report } from './support/child.js'

/** As browsers do it: an info's properties are its prototype's. */
function described (info: object): object {
  return { info: Object.create(info) as object }
}

const adapters: ReadonlyArray<readonly [object, name: string, software: boolean]> = [
  [described({ architecture: 'hopper' }), 'hopper', false],
  [described({ description: 'NVIDIA H100', vendor: 'nvidia' }), 'NVIDIA H100', false],
  [{}, 'an adapter without a name', false],
  [{ isFallbackAdapter: true }, 'an adapter without a name', true],
  [{ info: { isFallbackAdapter: true, vendor: 'x' } }, 'x', true],
  [described({ vendor: 'google', architecture: 'swiftshader' }), 'google', true],
  [described({ description: 'llvmpipe (LLVM 15)' }), 'llvmpipe (LLVM 15)', true]
]

test.serial('an adapter in software is used only if webgpu is named', async t => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  const prepared = (adapter: object | null, named: boolean): ReturnType<typeof prepareGpu> => {
    const gpu = { requestAdapter: () => Promise.resolve(adapter) }
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
    return prepareGpu(named)
  }
  for (const [adapter, name, software] of adapters) {
    const named = await prepared(adapter, true)
    t.deepEqual('adapter' in named && named.adapter, { name, software })
    const unnamed = await prepared(adapter, false)
    t.deepEqual(unnamed, software ? { problem: `would run in software, on ${name}` } : unnamed)
    t.is('adapter' in unnamed, !software)
  }
  for (const named of [true, false]) {
    const problem = 'found no adapter: no GPU, or no driver for it'
    t.deepEqual(await prepared(null, named), { problem })
  }
  if (own === undefined) Reflect.deleteProperty(globalThis, 'navigator')
  else Object.defineProperty(globalThis, 'navigator', own)
})

test.serial('a backend that has only the name runs nothing fused, and says why', async t => {
  await useBackend('cpu')
  const cpu = tf.findBackend('cpu')
  tf.registerBackend('webgpu', () => cpu)
  await tf.setBackend('webgpu')
  const { fused, reasons } = capabilities()
  await tf.setBackend('cpu')
  t.false(Object.values(fused).includes(true))
  t.is(reasons.mixRows, 'this backend named webgpu does not run programs as that of tfjs 4 does')
})

interface Surroundings {
  /** What is found for the package "webgpu". */
  readonly webgpu?: string
  /** Packages that are not installed. */
  readonly missing?: readonly string[]
  readonly before?: string
}

/** A program that says what useBackend makes of its surroundings. */
function starting ({ webgpu = '', missing = [], before = '' }: Surroundings): string {
  const hooks = `
    export async function resolve (specifier, context, next) {
      if (${JSON.stringify(missing)}.includes(specifier)) {
        throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
      }
      if (specifier !== 'webgpu') return next(specifier, context)
      ${webgpu}
    }`
  return `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}))
    const { useBackend, takeRows, capabilities } = await import('${index}')
    const tf = await import('@tensorflow/tfjs-core')
    const globals = () => Object.getOwnPropertyNames(globalThis).sort().join()
    await useBackend('wasm')
    ${before}
    const [found, gpu] = [globals(), globalThis.navigator?.gpu]
    console.warn = () => {}
    const error = await useBackend('webgpu').catch(error => error)
    const sum = await takeRows(tf.tensor1d([1, 2]), Int32Array.of(1)).data()
    ${report(`[error.code, error.message, globals() === found, globalThis.navigator?.gpu === gpu,
      tf.getBackend(), sum[0], capabilities().adapter === undefined]`)}`
}

const stayed = [true, true, 'wasm', 2, true]

function dawn (adapter: string): string {
  const module = `
    const gpu = { requestAdapter: async () => (${adapter}) }
    export const create = () => gpu
    export const globals = { GPUBuffer: class {} }`
  return `return { shortCircuit: true, url: 'data:text/javascript,${encodeURIComponent(module)}' }`
}

const GPU = '{ info: { description: "a GPU" } }'

test('without the package webgpu, the error says how to install it', t => {
  const { report: got, status } = child(starting({ missing: ['webgpu'] }))
  t.deepEqual(got, ['BACKEND', 'backend "webgpu" needs navigator.gpu, which is not there; ' +
    'in Node it comes from "npm install webgpu"', ...stayed])
  t.is(status, 0)
})

test('a package webgpu that does not load is told from one that is missing', t => {
  const broken = 'const error = new Error("GLIBC_2.99 not found"); ' +
    'error.code = "ERR_DLOPEN_FAILED"; throw error'
  t.deepEqual(child(starting({ webgpu: broken })).report, ['BACKEND', 'backend "webgpu" has the ' +
    'package "webgpu", which does not load (GLIBC_2.99 not found)', ...stayed])
})

test('without tfjs\' backend, the error says how to install it, and Dawn is taken away', t => {
  const missing = ['@tensorflow/tfjs-backend-webgpu']
  t.deepEqual(child(starting({ webgpu: dawn(GPU), missing })).report, ['BACKEND',
    'backend "webgpu" could not be loaded (Cannot find package); ' +
    'install it by "npm install @tensorflow/tfjs-backend-webgpu"', ...stayed])
})

test('without an adapter nothing is put into place', t => {
  t.deepEqual(child(starting({ webgpu: dawn('null') })).report, ['BACKEND',
    'backend "webgpu" found no adapter: no GPU, or no driver for it', ...stayed])
})

test('a device that does not start leaves nothing in place, and the backend before works', t => {
  t.deepEqual(child(starting({ webgpu: dawn(GPU) })).report, ['BACKEND',
    'backend "webgpu" did not start; see the warning of tfjs above', ...stayed])
})

test('a backend that was imported before there was a GPU is an error that says so', t => {
  const before = 'await import("@tensorflow/tfjs-backend-webgpu")'
  t.deepEqual(child(starting({ webgpu: dawn(GPU), before })).report, ['BACKEND',
    'backend "webgpu" did not register with tfjs; start it by useBackend("webgpu") ' +
    'before its package is imported', ...stayed])
})
