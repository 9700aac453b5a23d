import { spawnSync } from 'node:child_process'
import {
  cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'

/** What a package of the name does as it is imported. */
export type Fate = 'works' | 'has no binary' | 'does not start' | 'needs old util'

const packages = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core')), '../../..'
)
const own = path.resolve(packages, '..')
const core = fileURLToPath(new URL('../../../core', import.meta.url))

/**
 * Runs a program where the library is installed beside packages that do as tfjs-node and
 * tfjs-node-gpu do: the same registrations in the same order, on the maths of tfjs' cpu backend.
 *
 * @returns what it reported by `report(…)`, and all that was printed
 */
export function beside (
  t: ExecutionContext, fates: Readonly<Record<string, Fate>>, program: string
): { readonly report: unknown, readonly printed: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'remixture-peers-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  cpSync(core, path.join(root, 'remixture/dist/core'), { recursive: true, filter: isCode })
  cpSync(path.join(own, 'package.json'), path.join(root, 'remixture/package.json'))
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}')
  link(path.join(root, 'node_modules'))
  for (const [name, fate] of Object.entries(fates)) {
    const folder = path.join(root, 'node_modules/@tensorflow', name)
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'package.json'), '{"main":"index.js"}')
    writeFileSync(path.join(folder, 'index.js'), source(name, fate))
  }
  writeFileSync(path.join(root, 'main.js'), `
    import { useBackend, mixRows } from './remixture/dist/core/tensor/index.js'
    import * as tf from '@tensorflow/tfjs-core'
    const report = value => process.stdout.write('REPORT' + JSON.stringify(value))
    const refused = name =>
      useBackend(name).then(String, ({ code, message }) => code + ' ' + message)
    const gpu = () => tf.backend().isGPUPackage
    const mixed = async () =>
      Array.from(await mixRows([{ x: tf.tensor1d([3]), coefficient: 2 }]).data())
    ${program}`)
  const { stdout, stderr } = spawnSync(process.execPath, ['main.js'], {
    encoding: 'utf8', cwd: root, env: { ...process.env, NODE_OPTIONS: '' }
  })
  const [printed, report = 'null'] = stdout.split('REPORT')
  return { report: JSON.parse(report), printed: printed + stderr }
}

function isCode (file: string): boolean {
  return !/\.(d\.ts|map)$/.test(file)
}

/** Every installed package but those that are faked, where it is. */
function link (to: string): void {
  for (const scope of ['', '@tensorflow']) {
    mkdirSync(path.join(to, scope), { recursive: true })
    for (const name of readdirSync(path.join(packages, scope))) {
      const whole = path.join(scope, name)
      if (whole.startsWith('.') || name === '@tensorflow' || name.startsWith('tfjs-node')) continue
      symlinkSync(path.join(packages, whole), path.join(to, whole))
    }
  }
}

function source (name: string, fate: Fate): string {
  const without = "throw new Error('tfjs_binding.node can not be found.\\nPlease')"
  return `
    const util = require('util')
    const tf = require('@tensorflow/tfjs-core')
    const { MathBackendCPU } = require('@tensorflow/tfjs-backend-cpu')
    for (const kernel of tf.getKernelsForBackend('cpu')) {
      tf.registerKernel({ ...kernel, backendName: 'tensorflow' })
    }
    ${fate === 'has no binary' ? without : ''}
    ${fate === 'needs old util' ? "if (util.isNullOrUndefined(0)) throw new Error('shim')" : ''}
    class Backend extends MathBackendCPU {
      constructor () {
        super()
        this.firstUse = false
        ${fate === 'does not start' ? "throw new Error('no device')" : ''}
        this.isGPUPackage = ${name.endsWith('-gpu')}
      }
    }
    tf.registerBackend('tensorflow', () => new Backend(), 3)
    tf.setBackend('tensorflow')`
}
