import type { ExecutionContext } from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import {
  capabilities, concatRagged, segmentMax, segmentMean, segmentSum, useBackend
} from '../../core/tensor/index.js'
import { near } from '../tensor/support/backends.js'
import { numbers } from '../tensor/support/numbers.js'
import type { Case, Shape } from './support/cases.js'
import { casesAt, inputsOf, shapes } from './support/cases.js'
import { onWebgpu, values } from './support/on-webgpu.js'

onWebgpu('every operation is one kernel', async t => {
  const { backend, fused, reasons } = capabilities()
  t.is(backend, 'webgpu')
  // Those of embeddings and of groups of rows are composed
  const composed = [
    'arcSlope', 'arcWeight', 'concatRagged', 'logSumExpRows', 'pairDots', 'pairwiseDistances',
    'pickRows', 'rowProducts', 'segmentMax', 'slerpRows', 'slerpSlopes', 'softmaxParts',
    'spreadColumns', 'takeColumns', 'topColumns'
  ]
  t.deepEqual(Object.keys(fused).filter(name => !fused[name]).sort(), composed)
  t.deepEqual(reasons,
    Object.fromEntries(composed.map(name => [name, 'no kernel for webgpu'])))
  t.true(Object.values(fused).filter(is => is).length >= 8)
  return Promise.resolve()
})

interface Result { readonly values: ReadonlyArray<ArrayLike<number>>, readonly kernels: string[] }

/** The output and the gradients of a case on the backend in effect, and the kernels forward. */
async function resultOf ({ run }: Case, shape: Shape): Promise<Result> {
  const given = inputsOf(shape)
  const used = given.slice(0, run.length)
  const { kernelNames } = await tf.profile(() => run(...given))
  const out = run(...given)
  const weights = numbers(8).tensor(out.shape)
  const through = (...xs: Tensor[]): Tensor => {
    const [x, y, c, m] = [...xs, ...given.slice(xs.length)]
    return tf.mul(run(x, y, c, m), weights)
  }
  const gradients = tf.grads(through)(used)
  return { values: await Promise.all([out, ...gradients].map(values)), kernels: kernelNames }
}

for (const shape of shapes) {
  onWebgpu(`values and gradients are those of cpu at [${shape.join(', ')}]`, async t => {
    for (const [name, each] of Object.entries(casesAt(shape))) {
      await useBackend('webgpu')
      const gpu = await resultOf(each, shape)
      checkKernels(t, name, each, gpu.kernels)
      await useBackend('cpu')
      const cpu = await resultOf(each, shape)
      gpu.values.forEach((got, k) => {
        // Coefficients and masks gain sums over rows, which are rounded as often as they are long.
        const rounding = 1e-6 * (k < 3 ? 1 : Math.sqrt(shape[1] * shape[2] * shape[3]))
        near(t, got, cpu.values[k], rounding, `${name}, ${k === 0 ? 'value' : `gradient ${k}`}`)
      })
    }
    await useBackend('webgpu')
  })
}

/** Tensors that a coefficient is multiplied into go by tfjs' own kernels; shapes always may. */
function checkKernels (
  t: ExecutionContext, name: string, { kernels, run }: Case, used: readonly string[]
): void {
  const own = used.filter(kernel => kernel.startsWith('Remixture'))
  const allowed = kernels.map(kernel => `Remixture${kernel[0].toUpperCase()}${kernel.slice(1)}`)
  t.true(own.every(kernel => allowed.includes(kernel)), `${name}: ${own.join()}`)
  if (run.length > 2) return
  t.true(own.length > 0, name)
  const others = used.filter(kernel => !allowed.includes(kernel) && kernel !== 'Reshape')
  t.deepEqual(others, [], name)
}

onWebgpu('gradients are finite differences', async t => {
  for (const [name, { run, curved = false }] of Object.entries(casesAt([3, 2, 3, 2]))) {
    // What is curved is straight over a short step only, which leaves fewer digits.
    const [step, tolerance] = curved ? [1 / 64, 1e-3] : [0.5, 2e-5]
    const inputs = inputsOf([3, 2, 3, 2])
    const used = inputs.slice(0, run.length)
    const call = (...xs: Tensor[]): Tensor => {
      const [x, y, c, m] = [...xs, ...inputs.slice(xs.length)]
      return run(x, y, c, m)
    }
    const outputs = tf.tidy(() => call(...used).shape)
    const weights = numbers(99).tensor(outputs)
    const wanted = await values(weights)
    const gradients = tf.grads((...xs: Tensor[]) => tf.sum(tf.mul(call(...xs), weights)))(used)
    for (const [which, gradient] of gradients.entries()) {
      const at = await values(used[which])
      const measured = await differences(at, step, async moved => {
        const x = tf.tensor(moved, used[which].shape)
        const out = call(...used.map((input, k) => k === which ? x : input))
        const painted = await values(out)
        tf.dispose([x, out])
        return Array.from(painted).reduce((sum, each, k) => sum + each * wanted[k], 0)
      })
      near(t, await values(gradient), measured, tolerance, `${name}, gradient of input ${which}`)
    }
  }
})

/** Central differences, which are exact for what is linear, or a product of two, at any step. */
async function differences (
  at: ArrayLike<number>, step: number, loss: (moved: Float32Array) => Promise<number>
): Promise<number[]> {
  const slopes: number[] = []
  for (let i = 0; i < at.length; i++) {
    const edges = [Math.fround(at[i] + step), Math.fround(at[i] - step)]
    const [up, down] = await Promise.all(edges.map(value => {
      const moved = Float32Array.from(at)
      moved[i] = value
      return loss(moved)
    }))
    slopes.push((up - down) / (edges[0] - edges[1]))
  }
  return slopes
}

onWebgpu('groups of rows are joined and folded as on cpu, with their gradients', async t => {
  const ends = Int32Array.of(2, 2, 7)
  const ids = Int32Array.of(1, 0, 1, 1, 0, 3, 3)
  const cases: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    sums: x => segmentSum(x, { ends }),
    means: x => segmentMean(x, { ids, size: 4 }),
    greatest: x => segmentMax(x, { ids, size: 4 }),
    joined: x => concatRagged([{ values: x, ends },
      { values: x, ends, groups: Int32Array.of(2, 0, 0) }]).values
  }
  const found = async (run: (x: Tensor) => Tensor): Promise<Array<ArrayLike<number>>> => {
    const x = numbers(3).tensor([7, 3])
    return await Promise.all([run(x), tf.grad(run)(x)].map(values))
  }
  for (const [name, run] of Object.entries(cases)) {
    await useBackend('webgpu')
    const gpu = await found(run)
    await useBackend('cpu')
    const cpu = await found(run)
    gpu.forEach((got, k) => { near(t, got, cpu[k], 1e-6, name) })
  }
  await useBackend('webgpu')
})
