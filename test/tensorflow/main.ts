/**
 * Builds tfjs-node and tfjs-node-gpu against the C library of a wheel of TensorFlow, and runs the
 * tests that mix, the golden files and a training on their backend:
 * `npm run test:tensorflow -- [tfjs-node | tfjs-node-gpu] …`.
 *
 * It needs PyPI, npm, pip, a C++ compiler and Node's headers, on Linux x64. The wheel is kept in
 * `~/.cache/remixture` or the folder that REMIXTURE_CACHE names, the rest is in out/tensorflow.
 */
import { homedir } from 'node:os'
import path from 'node:path'
import { buildAddon } from './addon.js'
import { packages, version, wheel } from './pins.js'
import { makeProject } from './project.js'
import { run } from './run.js'
import { tensorflowIn } from './wheel.js'

const root = path.resolve(import.meta.dirname, '../../..')
const asked = process.argv.slice(2)
const names = asked.length === 0 ? packages : packages.filter(name => asked.includes(name))
if (names.length === 0) throw new Error(`there is no package but ${packages.join(' and ')}`)
const cache = process.env.REMIXTURE_CACHE ?? path.join(homedir(), '.cache/remixture')
const variables = { REMIXTURE_BACKENDS: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '2' }

const library = tensorflowIn(cache)
for (const name of names) {
  console.log(`\n=== @tensorflow/${name} ${version} on ${wheel.requirement}, ` +
    `Node ${process.versions.node}, ${process.platform} ${process.arch}`)
  const project = makeProject(root, name)
  buildAddon(path.join(project, 'node_modules/@tensorflow', name), library)
  const program = (file: string, ...parameters: string[]): void => {
    console.log(`\n--- ${[path.basename(file), ...parameters].join(' ')}`)
    run(project, process.execPath, [file, ...parameters], variables)
  }
  program('dist/test/tensorflow/train.js', name)
  program('dist/test/golden/run.js', '--backend', 'tensorflow')
  program('dist/test/golden/run.js', '--backend', 'tensorflow', '--control')
  program(path.join(root, 'node_modules/ava/entrypoints/cli.mjs'))
}
console.log('\nall well')
