/**
 * Packs the bench of the GPU into one folder and one archive that need nothing but a driver:
 * `npm run bench:gpu:pack`.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync, copyFileSync, existsSync, mkdirSync, realpathSync, rmSync, statSync
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { build } from 'esbuild'

const LIMIT = 60 * 2 ** 20
const source = 'test/bench/gpu'
const out = path.resolve('out/gpu-bench')
const archive = `${out}.tar.gz`

/** What a program prints, or nothing where it is missing or fails. */
function attempt (program: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

/** Copies a binary without the names in it, which are a sixth of it. */
function copyStripped (from: string, to: string): void {
  copyFileSync(from, to)
  chmodSync(to, 0o755)
  attempt('strip', '--strip-unneeded', to)
}

const commit = attempt('git', 'rev-parse', 'HEAD')?.trim() ?? ''
rmSync(out, { recursive: true, force: true })
mkdirSync(path.join(out, 'lib'), { recursive: true })
await build({
  entryPoints: ['dist/test/bench/gpu/main.js'],
  outfile: path.join(out, 'bench.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  external: ['@tensorflow/tfjs-backend-wasm'],
  define: { 'process.env.REMIXTURE_COMMIT': JSON.stringify(commit) },
  // Some of tfjs' modules ask for Node's by require, which a module has to make for itself.
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; ' +
      'const require = makeRequire(import.meta.url);'
  },
  logLevel: 'error'
})
copyStripped(process.execPath, path.join(out, 'node'))
const dawn = path.dirname(createRequire(import.meta.url).resolve('webgpu'))
copyStripped(path.join(dawn, 'dist', `${process.platform}-${process.arch}`, 'dawn.node'),
  path.join(out, 'dawn.node'))
const loader = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
  .map(folder => path.join(folder, 'libvulkan.so.1')).find(existsSync)
if (loader !== undefined) {
  copyFileSync(realpathSync(loader), path.join(out, 'lib/libvulkan.so.1'))
}
for (const file of ['run.sh', 'README.md', 'torch_peer.py']) {
  copyFileSync(path.join(source, file), path.join(out, file))
}
execFileSync('tar', ['-C', path.dirname(out), '-czf', archive, path.basename(out)])
const { size } = statSync(archive)
console.log(`${archive}: ${(size / 2 ** 20).toFixed(1)} MiB`)
if (size > LIMIT) throw new Error(`${archive} is larger than ${LIMIT / 2 ** 20} MiB`)
if (loader === undefined) console.log('without libvulkan.so.1, which was not found here')
