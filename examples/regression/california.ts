/**
 * California housing with no mixing, mixup, manifold mixup, C-Mixup and ADA: one seed, or ten with
 * `--seeds 10`; `--epochs 5` is a short look.
 */
import { parseArgs } from 'node:util'
import { useBackend } from '../../core/index.js'
import { comparison } from './compare.js'
import { methods } from './methods.js'
import type { Run } from './run.js'
import { run } from './run.js'
import { california } from './task.js'

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1' }, epochs: { type: 'string' } }
})
await useBackend('wasm')
const task = { ...california, epochs: Number(values.epochs ?? california.epochs) }
const runs: Run[] = []
for (const method of Object.keys(methods)) {
  for (let seed = 0; seed < Number(values.seeds); seed++) runs.push(await run(task, method, seed))
}
for (const line of comparison(runs)) console.log(line)
