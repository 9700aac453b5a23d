import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import type { SharpFunction } from '../images/sharp.js'

/** The versions of all that decides on the bytes of a mix. */
export function versionsOf (sharp: SharpFunction): Record<string, string> {
  // By its own name: it lies elsewhere when it is installed than when it is built
  const own = createRequire(import.meta.url)('remixture/package.json') as { version: string }
  const { sharp: version = 'unknown', vips } = sharp.versions as Record<string, string | undefined>
  return {
    remixture: own.version, sharp: version, vips: vips ?? 'unknown', tfjs: tf.version_core
  }
}
