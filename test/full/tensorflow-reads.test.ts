import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { useBackend } from '../../core/index.js'
import { CLASSES, classIndices } from '../../plugins/check/batches.js'
import { trials } from '../../plugins/check/trials.js'
import { catalogue } from '../catalogue/catalogue.js'
import { paintsAlone } from '../catalogue/entry.js'
import type { Watched } from '../tensor/support/watched.js'
import { watch } from '../tensor/support/watched.js'

const entries = (await catalogue()).filter(paintsAlone)
let watched: Watched

test.before(async () => { watched = await watch() })

for (const entry of entries) {
  const onHost = entry.memory === 'host'
  test.serial(`${entry.name} reads ${onHost ? 'its rows' : 'nothing'} back on tensorflow`,
    async t => {
      await useBackend('tensorflow')
      tf.engine().startScope(entry.name)
      const targets = { label: { classes: CLASSES } }
      let [most, ran] = [0, 0]
      for (const options of entry.options) {
        for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
          const label = Int32Array.from(classIndices(shape.size))
          const count = watched.count(() => { tf.dispose(mix.apply({ x, label }, plan)) })
          most = Math.max(most, count.reads)
          ran += count.ran.length
          if (!onHost && count.reads > 0) t.fail(`${count.reads} reads at ${title}`)
        }
      }
      tf.engine().endScope()
      t.log(`${ran} operations in all`)
      t.true(onHost ? most > 0 : ran > 0)
    })
}
