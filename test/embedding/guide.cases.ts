import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import ts from 'typescript'
import { onCpu } from '../on-cpu.js'
import { normalRows, one } from './support.js'

/** The first three programs of a page: each goes on where the one before stopped. */
function programsOf (page: string, from: string): string[] {
  const text = readFileSync(page, 'utf8')
  const after = text.slice(text.indexOf(from))
  return [...after.matchAll(/^```ts\n([^]*?)^```$/gm)].slice(0, 3).map(([, code]) => code)
}

const pages: Readonly<Record<string, string[]>> = {
  guide: programsOf('docs/guides/embeddings.md', '# Embeddings'),
  README: programsOf('README.md', '## Mixing inside a contrastive loss')
}

/** What the programs define. */
interface Losses {
  contrast (anchors: tf.Tensor2D, positives: tf.Tensor2D): tf.Scalar
  align (image: tf.Tensor2D, text: tf.Tensor2D): tf.Scalar
  sorted (rows: tf.Tensor2D, targets: number[]): tf.Scalar
}

const places: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs-core': import.meta.resolve('@tensorflow/tfjs-core'),
  'remixture': new URL('../../core/index.js', import.meta.url).href,
  'remixture/embedding': new URL('../../domains/embedding/index.js', import.meta.url).href
}

/** Runs programs as a module, and gives the losses that they define. */
async function lossesOf (code: string): Promise<Losses> {
  const { outputText } = ts.transpileModule(`${code}\nexport { contrast, align, sorted }`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
  })
  const module = outputText.replace(/(?<= from )'([^']+)'/g, (_, name: string) =>
    `'${places[name]}'`)
  return await import(`data:text/javascript,${encodeURIComponent(module)}`) as Losses
}

for (const [page, programs] of Object.entries(pages)) {
  onCpu(`a loss of one's own takes a mixer in six lines of 100 columns in the ${page}`, t => {
    t.is(programs.length, 3)
    for (const code of programs) {
      const lines = code.split('\n').filter(line => line !== '' && !line.startsWith('import '))
      t.true(lines.length <= 6, code)
      t.true(lines.every(line => line.length <= 100), code)
      t.is(lines.filter(line => line.includes('createMixer(')).length, 1, code)
    }
  })

  onCpu(`losses of the ${page} train: each has a gradient, and mixes anew every step`, async t => {
    const { contrast, align, sorted } = await lossesOf(programs.join('\n'))
    const [x, keys] = [normalRows(1, 5, 8), normalRows(2, 5, 8)]
    const losses = {
      contrast: (rows: tf.Tensor) => contrast(rows as tf.Tensor2D, keys),
      align: (rows: tf.Tensor) => align(rows as tf.Tensor2D, keys),
      sorted: (rows: tf.Tensor) => sorted(rows as tf.Tensor2D, [1, 2, 3, 1, 2])
    }
    for (const [name, loss] of Object.entries(losses)) {
      const { value, grad } = tf.valueAndGrad(loss)(x)
      t.true(Number.isFinite(one(value)), name)
      const slopes = grad.dataSync()
      t.true(slopes.every(Number.isFinite) && slopes.some(each => each !== 0), name)
      t.not(one(value), one(loss(x)), name)
    }
  })
}
