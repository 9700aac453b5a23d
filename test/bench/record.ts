import { execFileSync } from 'node:child_process'
import os from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import type { Part } from './figures.js'

/** A whole run, as it is kept in docs/performance.json. */
export interface Performance {
  readonly date: string
  /** What was measured; with "+" where files differed from it. */
  readonly commit: string
  readonly machine: Readonly<Record<string, string | number>>
  readonly versions: Readonly<Record<string, string>>
  readonly parts: Readonly<Record<string, Part>>
}

export function performanceOf (parts: Readonly<Record<string, Part>>): Performance {
  const [{ model }] = os.cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    machine: {
      processor: model.trim(), cores: os.cpus().length,
      memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`, system: `${os.type()} ${os.release()}`
    },
    versions: {
      node: process.versions.node,
      tfjs: tf.version_core,
      ...Object.assign({}, ...Object.values(parts).map(part => part.versions)) as object
    },
    parts
  }
}

function commit (): string {
  const git = (...given: string[]): string =>
    execFileSync('git', given, { encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+')
  } catch {
    return 'not known'
  }
}
