import { parentPort, workerData } from 'node:worker_threads'
import { parse, stringify } from '../../core/plan/json.js'
import { RemixtureError } from '../../core/errors.js'
import { versionOne } from './fixtures/version-1.js'
import { hostileTexts, largeTexts } from './hostile-cases.js'

/** What became of one text. */
export interface Outcome {
  readonly name: string
  readonly milliseconds: number
  readonly megabytes: number
  /** None for a text that is a plan. */
  readonly error?: string
  readonly expected: boolean
}

/** Reads every text of the list it is given, and tells how it went. */
for (const plan of versionOne) parse(stringify(plan))
for (const name of workerData as readonly string[]) parentPort?.postMessage(outcome(name))
parentPort?.postMessage({ heap: process.memoryUsage().heapUsed })

function outcome (name: string): Outcome {
  const text = { ...hostileTexts, ...largeTexts }[name]()
  const before = process.memoryUsage().arrayBuffers
  const start = performance.now()
  let error: unknown
  try {
    parse(text)
  } catch (caught) {
    error = caught
  }
  return {
    name,
    milliseconds: performance.now() - start,
    megabytes: (process.memoryUsage().arrayBuffers - before) / 2 ** 20,
    error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 400) : undefined,
    expected: name in largeTexts ? error === undefined : error instanceof RemixtureError
  }
}
