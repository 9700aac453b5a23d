import test from 'ava'
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import { native } from '../../core/tensor/native.js'
import { checkTensor, useBackend } from '../../core/tensor/index.js'
import { child, index, report } from './support/child.js'

for (const backend of ['cpu', 'wasm', undefined]) {
  test(`starting ${backend ?? 'the best backend'} and mixing on it prints nothing`, t => {
    const { report: got, stdout, stderr } = child(`
      const { useBackend, mixRows, resizeBilinear } = await import('${index}')
      const name = await useBackend(${backend === undefined ? '' : `'${backend}'`})
      const tf = await import('@tensorflow/tfjs-core')
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
      const y = mixRows([{ x, coefficient: 0.5 },
        { x, rows: Int32Array.of(1, 0), coefficient: 0.5 }])
      const slope = tf.grad(v => tf.sum(mixRows([{ x: v, coefficient: 2 }])))(x)
      ${report('[name, ...await y.data(), ...await slope.data()]')}`)
    t.is(stderr, '')
    t.is(stdout, '')
    t.deepEqual(got, [backend ?? 'wasm', 2, 3, 2, 3, 2, 2, 2, 2])
  })
}

test('importing the tensors prints nothing and makes gradients present', t => {
  const { report: got, stdout, stderr } = child(`
    await import('${index}')
    const tf = await import('@tensorflow/tfjs-core')
    ${report("[tf.getGradient('BatchMatMul') !== undefined, typeof tf.Tensor.prototype.mul]")}`)
  t.deepEqual([stdout, stderr], ['', ''])
  t.deepEqual(got, [true, 'undefined'])
})

test.serial('a backend that the user set stays, but not what tfjs falls back to', async t => {
  t.is(await useBackend('cpu'), 'cpu')
  t.is(await useBackend(), 'wasm')
  t.is(await useBackend(), 'wasm')
  tf.registerBackend('mine', () => tf.findBackend('cpu'))
  t.is(await useBackend('mine'), 'mine')
  t.is(await useBackend(), 'mine')
  await tf.setBackend('wasm')
})

test.serial('backends that are asked for at once start one after the other', async t => {
  t.deepEqual(await Promise.all([useBackend('wasm'), useBackend('wasm'), useBackend('cpu')]),
    ['wasm', 'wasm', 'cpu'])
  t.is(tf.getBackend(), 'cpu')
})

test.serial('a backend that is not installed is an error that says how to install it', async t => {
  await useBackend('wasm')
  for (const [name, pattern] of [
    ['tfjs-node', /^backend "tfjs-node" could not be loaded \(.*\); install it by "npm install /],
    ['tfjs-node-gpu', /by "npm install @tensorflow\/tfjs-node-gpu"$/],
    ['tensorflow', /by "npm install @tensorflow\/tfjs-node"$/],
    ['warp', /^backend "warp" is not registered with tfjs; import its package first$/]
  ] as const) {
    const error = await t.throwsAsync(useBackend(name), { message: pattern })
    t.is((error as { code?: string } | undefined)?.code, 'BACKEND')
    t.is(tf.getBackend(), 'wasm', 'the one before stays')
  }
})

test.serial('a backend that does not start leaves the one before in effect', async t => {
  await useBackend('cpu')
  const { warn } = console
  console.warn = () => {}
  tf.registerBackend('broken', () => { throw new Error('no device') })
  tf.registerBackend('late', () => Promise.reject(new Error('no device')))
  for (const name of ['broken', 'late']) {
    await t.throwsAsync(useBackend(name), {
      message: `backend "${name}" did not start; see the warning of tfjs above`
    })
    t.is(tf.getBackend(), 'cpu')
    t.deepEqual(Array.from(tf.add(1, 1).dataSync()), [2])
  }
  console.warn = warn
})

test.serial('what tfjs-node misses in Node 23 is put back before it is loaded', async t => {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>
  const { isNullOrUndefined, isArray } = util
  delete util.isNullOrUndefined
  delete util.isArray
  await t.throwsAsync(native('@tensorflow/not-there'))
  const shim = util.isNullOrUndefined as (value: unknown) => boolean
  t.deepEqual([null, undefined, 0, ''].map(shim), [true, true, false, false])
  t.true((util.isArray as typeof Array.isArray)([]))
  Object.assign(util, { isNullOrUndefined, isArray })
})

test('gradients that are not there are an error as the library is loaded', t => {
  const { report: got } = child(`
    const tf = await import('@tensorflow/tfjs-core')
    await import('@tensorflow/tfjs-layers')
    tf.unregisterGradient('Multiply')
    const failed = await import('${index}').catch(error => error)
    ${report('failed.code')}`)
  t.is(got, 'GRADIENTS')
})

/** Loads a copy of tfjs-core besides the one that the library gets. */
const copies = `
  import { createRequire } from 'node:module'
  const require = createRequire('${import.meta.url}')
  const path = require.resolve('@tensorflow/tfjs-core')
  const copy = () => {
    Reflect.deleteProperty(require.cache, path)
    const loaded = require(path)
    Reflect.deleteProperty(require.cache, path)
    return loaded
  }
  const outcome = f => {
    try { return typeof f() } catch (error) { return error.code + ': ' + error.message }
  }`

const says = '"x" is a tensor of another copy of @tensorflow/tfjs-core; ' +
  'see "npm ls @tensorflow/tfjs-core" and keep one'

test('a tensor of another copy of tfjs-core is an error that says so', t => {
  const { report: got } = child(`${copies}
    const { useBackend, takeRows } = await import('${index}')
    await useBackend('cpu')
    const tf = await import('@tensorflow/tfjs-core')
    const shared = ['_tfengine', '_tfGlobals'].map(name => [name, globalThis[name]])
    shared.forEach(([name]) => { Reflect.deleteProperty(globalThis, name) })
    const other = copy()
    other.registerBackend('cpu', () => tf.findBackend('cpu'))
    const foreign = other.tensor1d([1, 2])
    const refused = outcome(() => takeRows(foreign, Int32Array.of(0)))
    shared.forEach(([name, value]) => { globalThis[name] = value })
    ${report('[foreign instanceof tf.Tensor, refused]')}`)
  t.deepEqual(got, [true, `SECOND_TFJS: ${says}`], 'tfjs itself takes it for one of its own')
})

test('a copy of tfjs-core that was there first, and makes all tensors, is that error too', t => {
  const { report: got } = child(`${copies}
    copy()
    const { useBackend, takeRows } = await import('${index}')
    await useBackend('cpu')
    const tf = await import('@tensorflow/tfjs-core')
    ${report('outcome(() => takeRows(tf.tensor1d([1, 2]), Int32Array.of(0)))')}`)
  t.is(got, `SECOND_TFJS: ${says}`)
})

test.serial('what is no tensor is an error, a variable is none', async t => {
  await useBackend('cpu')
  t.notThrows(() => { checkTensor(tf.tensor1d([1]), 'test', 'x') })
  t.notThrows(() => { checkTensor(tf.variable(tf.tensor1d([1])), 'test', 'x') })
  for (const value of [undefined, null, 3, 'x', {}, [1], new Float32Array(2)]) {
    const wrong = t.throws(() => { checkTensor(value, 'test', 'x') },
      { message: /^test: "x" must be a tensor, got / })
    t.is((wrong as { code?: string } | undefined)?.code, 'INPUT')
  }
})
