/** Losses of targets that are on the device, as `model.fit` hands them over. */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import type { ExecutionContext } from 'ava'
import test from 'ava'
import { createMixer, useBackend } from '../../core/index.js'
import type { RealLabels, SupReMixOptions } from '../../domains/embedding/index.js'
import {
  ntXent, packedLoss, packTargets, rankNContrast, supCon, supReMix, supReMixLoss, viewLabels
} from '../../domains/embedding/index.js'
import { backends } from '../backends.js'
import { onCpu } from '../on-cpu.js'
import { normalRows, one } from './support.js'

type Loss = (embeddings: Tensor2D, targets: RealLabels) => Scalar

function superMixed (
  given: Parameters<typeof supReMix>[0], rest: Partial<SupReMixOptions> = {}
): Loss {
  return (embeddings, targets) => {
    const plan = createMixer(supReMix(given), { seed: 5 })({ embeddings })
    return supReMixLoss({ embeddings, targets, plan, ...rest })
  }
}

const losses: Readonly<Record<string, Loss>> = {
  'Rank-N-Contrast': (embeddings, targets) => rankNContrast({ embeddings, targets }),
  'weighted SupCon': (embeddings, targets) => supReMixLoss({ embeddings, targets }),
  SupReMix: superMixed({ window: 3 }),
  'mixed negatives': superMixed({ mode: 'negatives' }, { distance: 'L2_inv' }),
  'mixed positives': superMixed({ mode: 'positives' }, { distance: 'none' }),
  'SupReMix of cold rows': superMixed({ window: 9 }, { temperature: 0.02, distance: 'L1' }),
  'SupReMix with far targets counting little': superMixed({}, { distance: 'L2' })
}

/** A loss and its gradient, in one list. */
function studied (loss: Loss, embeddings: Tensor2D, targets: RealLabels): Float32Array {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(x => loss(x as Tensor2D, targets))(embeddings)
    return Float32Array.of(one(value), ...grad.dataSync())
  })
}

function near (t: ExecutionContext, found: Float32Array, wanted: Float32Array): void {
  const most = Math.max(...wanted.subarray(1).map(Math.abs), 1e-6)
  const far = found.reduce((far, each, i) =>
    Math.max(far, Math.abs(each - wanted[i]) / (i === 0 ? Math.abs(wanted[0]) + 1 : most)), 0)
  t.true(far < 2e-5, `${far} apart`)
}

for (const backend of backends) {
  for (const [name, loss] of Object.entries(losses)) {
    test.serial(`${name}: targets on the device count as on the host, on ${backend}`, async t => {
      await useBackend(backend)
      for (const [size, steps] of [[1, 1], [2, 1], [7, 3], [12, 40], [6, 1]]) {
        const rows = normalRows(size, size, 5)
        const y = Array.from({ length: size }, (_, i) => (i * 7 + 3) % (size + 1) / steps)
        const host = Array.from(Float32Array.from(y))
        near(t, studied(loss, rows, tf.tensor1d(y)), studied(loss, rows, host))
      }
    })
  }
}

test.serial('so do those whose pairs are laid out in several blocks', async t => {
  await useBackend('wasm')
  const rows = normalRows(3, 165, 4)
  const y = Array.from({ length: 165 }, (_, i) => (i * 37) % 50)
  for (const loss of [losses.SupReMix, losses['Rank-N-Contrast']])
    near(t, studied(loss, rows, tf.tensor1d(y)), studied(loss, rows, y))
})

onCpu('targets of several numbers, and a single column', t => {
  const rows = normalRows(4, 5, 3)
  const data = Float64Array.of(1, 2, 3, 1, 1, 2, 0, 0, 2, 2)
  const several = studied(losses['Rank-N-Contrast'], rows, { data, shape: [5, 2] })
  near(t, studied(losses['Rank-N-Contrast'], rows, tf.tensor2d([...data], [5, 2])), several)
  const column = studied(losses.SupReMix, rows, tf.tensor2d([1, 2, 3, 1, 2], [5, 1]))
  near(t, column, studied(losses.SupReMix, rows, [1, 2, 3, 1, 2]))
})

onCpu('what lists pairs wants targets on the host', t => {
  const [embeddings, targets] = [normalRows(1, 3, 2), tf.tensor1d([1, 2, 3])]
  for (const rest of [{ maxPositives: 4 }, { variant: 'reference' as const }]) {
    t.throws(() => supReMixLoss({ embeddings, targets, ...rest }),
      { code: 'INPUT', message: /"targets" must be on the host for what lists pairs/ })
    t.notThrows(() => supReMixLoss({ embeddings, targets: [1, 2, 3], ...rest }))
  }
  for (const wrong of [tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([1, 2]), tf.ones([3, 1, 1])])
    t.throws(() => rankNContrast({ embeddings, targets: wrong }),
      { code: 'INPUT', message: /"targets" must be finite numbers of 3 rows, float32/ })
})

onCpu('labels packed beside the rows give the loss that they give by themselves', t => {
  const labels = viewLabels(2, 6)
  const packed = packTargets(labels, 4)
  const embeddings = normalRows(8, 12, 4)
  const loss = packedLoss((rows, kinds) => ntXent({ embeddings: rows, labels: kinds }))
  t.is(one(loss(packed, embeddings)), one(ntXent({ embeddings, labels })))
  const targets = [0.25, 1.5, 2, 0.25, 3, 1]
  const real = packedLoss(losses.SupReMix, 'float32')
  const rows = normalRows(9, 6, 4)
  t.is(one(real(packTargets(targets, 4), rows)), one(losses.SupReMix(rows, tf.tensor1d(targets))))
  t.throws(() => packedLoss(losses.SupReMix, 'bool' as never),
    { code: 'OPTION', message: /"dtype" must be 'int32' or 'float32', got "bool"/ })
})

const order = createMixer(supReMix({ window: 3 }), { seed: 7 })

const fitted: Readonly<Record<string, ReturnType<typeof packedLoss>>> = {
  supCon: packedLoss((embeddings, labels) => supCon({ embeddings, labels })),
  rankNContrast: packedLoss((embeddings, targets) =>
    rankNContrast({ embeddings, targets, normalize: true, temperature: 0.5 }), 'float32'),
  supReMixLoss: packedLoss((embeddings, targets) =>
    supReMixLoss({ embeddings, targets, plan: order({ embeddings }) }), 'float32')
}

for (const [name, loss] of Object.entries(fitted)) {
  onCpu(`${name} trains by model.fit, a last batch that is smaller among them`, async t => {
    const kernelInitializer = layers.initializers.glorotUniform({ seed: 1 })
    const model = layers.sequential({
      layers: [layers.layers.dense({ inputShape: [6], units: 4, kernelInitializer })]
    })
    model.compile({ optimizer: tf.train.sgd(0.5), loss })
    const labels = Array.from({ length: 14 }, (_, row) => row % 2)
    const { history } = await model.fit(normalRows(1, 14, 6), packTargets(labels, 4),
      { batchSize: 4, epochs: 20, shuffle: false, verbose: 0 })
    const losses = history.loss as number[]
    t.true(losses.every(Number.isFinite))
    t.true(losses[19] < 0.8 * losses[0], losses.join(' '))
  })
}
