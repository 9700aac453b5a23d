import { readFile } from 'node:fs/promises'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import ts from 'typescript'
import * as core from '../../core/index.js'
import * as embeddings from '../../domains/embedding/index.js'
import { normalRows, one } from './support.js'

await core.useBackend('cpu')

/** The programs of the guide: each goes on where the one before stopped. */
const programs = [...(await readFile('docs/guides/embeddings.md', 'utf8'))
  .matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code)

/** What the functions of the guide have to do with: as in the programs, every loss is a function. */
interface Losses {
  contrast (anchors: tf.Tensor2D, positives: tf.Tensor2D): tf.Scalar
  align (image: tf.Tensor2D, text: tf.Tensor2D): tf.Scalar
  sorted (rows: tf.Tensor2D, targets: number[]): tf.Scalar
}

/** Runs programs without their imports, and gives the losses that they define. */
function lossesOf (code: string): Losses {
  const { outputText } = ts.transpileModule(code.replace(/^import .*$/gm, ''), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
  })
  const scope = { ...core, ...embeddings, tf }
  const names = [...code.matchAll(/^import \{ (.*) \}/gm)].flatMap(([, list]) => list.split(', '))
  const run = new Function('tf', ...names, `${outputText}\nreturn { contrast, align, sorted }`) as
    (...given: unknown[]) => Losses
  return run(tf, ...names.map(name => scope[name as keyof typeof scope]))
}

test('a loss of one\'s own takes a mixer in six lines of 100 columns', t => {
  for (const code of programs.slice(0, 3)) {
    const lines = code.split('\n').filter(line => line !== '' && !line.startsWith('import '))
    t.true(lines.length <= 6, code)
    t.true(lines.every(line => line.length <= 100), code)
    t.is(lines.filter(line => line.includes('createMixer(')).length, 1, code)
  }
})

test('the losses of the guide train: each has a gradient, and mixes anew at every step', t => {
  const { contrast, align, sorted } = lossesOf(programs.slice(0, 3).join('\n'))
  const [x, keys] = [normalRows(1, 5, 8), normalRows(2, 5, 8)]
  const losses = {
    contrast: (rows: tf.Tensor) => contrast(rows as tf.Tensor2D, keys),
    align: (rows: tf.Tensor) => align(rows as tf.Tensor2D, keys),
    sorted: (rows: tf.Tensor) => sorted(rows as tf.Tensor2D, [1, 2, 3, 1, 2])
  }
  for (const [name, loss] of Object.entries(losses)) {
    const { value, grad } = tf.valueAndGrad(loss)(x)
    t.true(Number.isFinite(one(value)), name)
    t.true(grad.dataSync().every(Number.isFinite) && grad.dataSync().some(each => each !== 0), name)
    t.not(one(value), one(loss(x)), name)
  }
})
