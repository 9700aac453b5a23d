import type { Adapter } from '../adapter.js'
import { clouds } from './clouds.js'

/** Adapters of what is read from files, which pages cannot. */
export const adaptersOnDisk: Readonly<Record<string, Adapter>> = { clouds }
