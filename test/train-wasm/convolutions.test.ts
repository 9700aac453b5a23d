import test from 'ava'
import * as fc from 'fast-check'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../core/tensor/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { apart, result, values } from './support/kernels.js'
import { gradients } from './support/oracle.js'
import { convolutions } from './support/shapes.js'

const near = 1e-5

test.before(async () => {
  await useBackend('cpu')
  await useBackend('wasm')
  await trainOnWasm({ replace: 'slow' })
})

test.serial('gradients of convolutions are those of cpu', async t => {
  await fc.assert(fc.asyncProperty(convolutions(), async ({ x, filter, dy, ...attrs }) => {
    const toFilter = {
      name: 'Conv2DBackpropFilter',
      inputs: { x: values(x), dy: values(dy, 2) },
      attrs: { ...attrs, dataFormat: 'NHWC', filterShape: filter }
    }
    t.true(apart(await result('wasm', toFilter), await result('cpu', toFilter)) < near)
    const toInput = {
      name: 'Conv2DBackpropInput',
      inputs: { dy: values(dy, 2), filter: values(filter, 3) },
      attrs: { ...attrs, dataFormat: 'NHWC', inputShape: x }
    }
    t.true(apart(await result('wasm', toInput), await result('cpu', toInput)) < near)
  }), { numRuns: 60, seed: 1 })
})

test.serial('gradients of depthwise convolutions are those of cpu', async t => {
  const all = convolutions({ depthwise: true })
  await fc.assert(fc.asyncProperty(all, async ({ x, filter, dy, ...attrs }) => {
    const toFilter = {
      name: 'DepthwiseConv2dNativeBackpropFilter',
      inputs: { x: values(x), dy: values(dy, 2) },
      attrs: { ...attrs, filterShape: filter }
    }
    t.true(apart(await result('wasm', toFilter), await result('cpu', toFilter)) < near)
    const toInput = {
      name: 'DepthwiseConv2dNativeBackpropInput',
      inputs: { dy: values(dy, 2), filter: values(filter, 3) },
      attrs: { ...attrs, inputShape: x }
    }
    t.true(apart(await result('wasm', toInput), await result('cpu', toInput)) < near)
  }), { numRuns: 60, seed: 1 })
})

for (const depthwise of [false, true]) {
  const kind = depthwise ? 'depthwise convolutions' : 'convolutions'
  test.serial(`gradients of dilated ${kind} are those of loops`,
    async t => {
      const all = convolutions({ depthwise, dilated: true })
      await fc.assert(fc.asyncProperty(all, async convolution => {
        const { x, filter, dy, ...attrs } = convolution
        const [xs, ws, dys] = [values(x), values(filter, 3), values(dy, 2)]
        const { dx, dw } = gradients(convolution,
          { x: xs.values, w: ws.values, dy: dys.values }, depthwise)
        const names = depthwise
          ? ['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput']
          : ['Conv2DBackpropFilter', 'Conv2DBackpropInput']
        const found = [
          await result('wasm', {
            name: names[0], inputs: { x: xs, dy: dys }, attrs: { ...attrs, filterShape: filter }
          }),
          await result('wasm', {
            name: names[1], inputs: { dy: dys, filter: ws }, attrs: { ...attrs, inputShape: x }
          })
        ]
        t.true(apart(found[0], dw) < near)
        t.true(apart(found[1], dx) < near)
      }), { numRuns: 40, seed: 1 })
    })
}

test.serial('images with channels first have the gradients that cpu gives', async t => {
  const shapes = { x: [2, 3, 7, 6], filter: [3, 2, 3, 5], dy: [2, 5, 5, 5] }
  const attrs = { strides: [1, 1], pad: 'valid', dataFormat: 'NCHW' }
  const toFilter = {
    name: 'Conv2DBackpropFilter',
    inputs: { x: values(shapes.x), dy: values(shapes.dy, 2) },
    attrs: { ...attrs, filterShape: shapes.filter }
  }
  const toInput = {
    name: 'Conv2DBackpropInput',
    inputs: { dy: values(shapes.dy, 2), filter: values(shapes.filter, 3) },
    attrs: { ...attrs, inputShape: [2, 3, 7, 6] }
  }
  t.true(apart(await result('wasm', toFilter), await result('cpu', toFilter)) < near)
  t.true(apart(await result('wasm', toInput), await result('cpu', toInput)) < near)
})

test.serial('tf.grad of dilated convolutions works on wasm, and is refused elsewhere', async t => {
  const slopes = (op: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.Tensor, times: number): void => {
    const x = values([1, 7, 8, 3])
    const w = values([3, 2, 3, times], 2)
    const loss = (x: Float32Array, w: Float32Array): tf.Tensor => tf.sum(tf.square(op(
      tf.tensor4d(x, [1, 7, 8, 3]), tf.tensor4d(w, [3, 2, 3, times])
    )))
    const [dx, dw] = tf.grads((x, w) => tf.sum(tf.square(op(x as tf.Tensor4D, w as tf.Tensor4D))))(
      [tf.tensor4d(x.values, [1, 7, 8, 3]), tf.tensor4d(w.values, [3, 2, 3, times])]
    )
    const numbers = { x: x.values, w: w.values }
    for (const [name, gradient] of [['x', dx], ['w', dw]] as const) {
      const found = gradient.dataSync()
      for (let i = 0; i < found.length; i += 5) {
        const [more, less] = [0.05, -0.05].map(step => {
          const moved = { ...numbers, [name]: numbers[name].slice() }
          moved[name][i] += step
          return loss(moved.x, moved.w).dataSync()[0]
        })
        // The loss is a square, so that this is exact but for rounding.
        t.true(Math.abs((more - less) / 0.1 - found[i]) < 2e-3, `${name} ${i}`)
      }
    }
  }
  const convolution = (x: tf.Tensor4D, w: tf.Tensor4D): tf.Tensor =>
    tf.conv2d(x, w, 1, 'same', 'NHWC', 2)
  const depthwise = (x: tf.Tensor4D, w: tf.Tensor4D): tf.Tensor =>
    tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC', 2)
  await tf.setBackend('wasm')
  tf.tidy(() => {
    slopes(convolution, 5)
    slopes(depthwise, 2)
  })
  await tf.setBackend('cpu')
  t.throws(() => tf.tidy(() => { slopes(convolution, 5) }), { message: /dilation rates/ })
})
