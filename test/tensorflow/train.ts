/** Trains on the digits with every method, on the backend of the package that is named. */
import * as tf from '@tensorflow/tfjs-core'
import { capabilities, useBackend } from '../../core/index.js'
import { compareMethods } from '../../examples/demo/compare.js'

const backend = await useBackend(process.argv[2])
const { binding, isGPUPackage, isUsingGpuDevice } = tf.backend() as unknown as {
  binding: { TF_Version: string }
  isGPUPackage: boolean
  isUsingGpuDevice: boolean
}
const fused = Object.entries(capabilities().fused).filter(([, is]) => is).map(([name]) => name)
console.log(`backend ${backend}, TensorFlow ${binding.TF_Version}, the GPU package: ` +
  `${isGPUPackage}, on a GPU: ${isUsingGpuDevice}; fused: ${fused.join(', ')}`)

const { columns, rows } = await compareMethods('examples/data/tables/digits.csv', console.log)
for (const row of [columns, ...rows]) console.log(`| ${row.join(' | ')} |`)
const poor = rows.filter(([, accuracy]) => !(parseFloat(accuracy) > 90))
if (rows.length !== 3 || poor.length > 0) throw new Error('the network did not learn')
