import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { version } from './pins.js'
import { run } from './run.js'

/** What of the tests mixes on whichever backend it is told; the others are about one backend. */
const files = [
  'tensor/{boxes,bytes,dots,mask,mix,operation,resize,resized,rows,stop-gradient}.cases.js',
  'tensor/tensorflow.test.js', 'full/tensorflow-reads.test.js',
  'universal/*.test.js', 'golden/*.test.js', 'oracles/*.test.js',
  'embedding/{metrics,oracles,properties,snippet}.cases.js', 'image/live.cases.js',
  'robust/{dataset,inputs,samples,state}.cases.js'
]

interface Manifest {
  readonly name: string
  readonly version: string
  readonly imports?: object
  readonly exports: object
  readonly devDependencies: Readonly<Record<string, string>>
}

/**
 * A project with a copy of what was built here, and with packages of tfjs of its own, so that the
 * others find the same tfjs-core as tfjs-node does. All else it finds in the repository around it.
 *
 * @param root - the repository, built
 * @param name - the package that brings the backend; npm runs none of its scripts
 */
export function makeProject (root: string, name: string): string {
  const folder = path.join(root, 'out/tensorflow', name)
  mkdirSync(folder, { recursive: true })
  for (const part of ['dist', 'test', 'examples']) {
    rmSync(path.join(folder, part), { recursive: true, force: true })
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
  }
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest
  const tfjs = Object.entries(own.devDependencies)
    .filter(([known]) => /^@tensorflow\/tfjs-(core|data|layers|backend-(cpu|wasm))$/.test(known))
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({
    name: own.name,
    version: own.version,
    type: 'module',
    imports: own.imports,
    exports: own.exports,
    dependencies: { ...Object.fromEntries(tfjs), [`@tensorflow/${name}`]: version },
    ava: {
      files: files.map(pattern => `dist/test/${pattern}`),
      // The addon belongs to the main thread of a process.
      workerThreads: false,
      concurrency: 1,
      timeout: '10m'
    }
  }, null, 2))
  run(folder, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'])
  return folder
}
