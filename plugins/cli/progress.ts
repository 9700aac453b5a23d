import type * as CliProgress from 'cli-progress'
import { createRequire } from 'node:module'
import type { Terminal } from './terminal.js'

/** How far something is. */
export interface Progress {
  /**
   * @param total - absent while it is not known
   * @param detail - what is being done
   */
  update (done: number, total: number | undefined, detail: string): void
  stop (): void
}

/** Events are written at most this often, in milliseconds, but for the last one. */
const INTERVAL = 250

/** A bar where somebody watches; elsewhere events, a line of JSON each, on standard error. */
export function progress (terminal: Terminal, task: string): Progress {
  return terminal.interactive ? bar(task) : events(terminal, task)
}

function events (terminal: Terminal, task: string): Progress {
  let last = -Infinity
  let held: string | undefined
  const write = (): void => {
    if (held !== undefined) terminal.err(`${held}\n`)
    held = undefined
    last = performance.now()
  }
  return {
    update: (done, total, detail) => {
      held = JSON.stringify({ event: 'progress', task, done, total, detail })
      if (performance.now() - last >= INTERVAL) write()
    },
    stop: write
  }
}

function bar (task: string): Progress {
  const { SingleBar: Bar, Presets } = createRequire(import.meta.url)('cli-progress') as
    typeof CliProgress
  const shown: CliProgress.SingleBar = new Bar({
    format: `${task} [{bar}] {value}/{total} {detail}`,
    hideCursor: true,
    clearOnComplete: true
  }, Presets.shades_classic)
  let started = false
  return {
    update: (done, total = done + 1, detail) => {
      if (started) shown.setTotal(total)
      else shown.start(total, done, { detail })
      started = true
      shown.update(done, { detail })
    },
    stop: () => { if (started) shown.stop() }
  }
}
