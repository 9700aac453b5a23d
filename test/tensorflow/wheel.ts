import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { wheel } from './pins.js'
import { run } from './run.js'

/** Takes the C library and its headers out of a wheel, and nothing else. */
const unpack = `
import sys, zipfile, glob
with zipfile.ZipFile(glob.glob('*.whl')[0]) as wheel:
    for name in wheel.namelist():
        if name.startswith(('tensorflow/libtensorflow', 'tensorflow/include/')):
            wheel.extract(name, 'unpacked')`

/**
 * The folder with `libtensorflow_cc.so.2`, `libtensorflow_framework.so.2` and `include`. It is
 * fetched by pip, which checks its hash, and kept.
 *
 * @param cache - a folder outside the repository, 1 GB
 */
export function tensorflowIn (cache: string): string {
  const kept = path.join(cache, wheel.sha256.slice(0, 16))
  if (existsSync(kept)) return path.join(kept, 'tensorflow')
  const work = `${kept}.part`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  writeFileSync(path.join(work, 'requirements.txt'),
    `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`)
  run(work, 'python3', ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:',
    '--require-hashes', '--platform', wheel.platform, '--python-version', wheel.python,
    '--requirement', 'requirements.txt'])
  run(work, 'python3', ['-c', unpack])
  renameSync(path.join(work, 'unpacked'), kept)
  rmSync(work, { recursive: true })
  return path.join(kept, 'tensorflow')
}
