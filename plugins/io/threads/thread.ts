import { Worker } from 'node:worker_threads'
import type { Answer, Message } from './messages.js'
import { readError } from './messages.js'

/** One thread, from outside. It keeps no process alive while it has nothing to do. */
export interface Thread {
  /** How many images it may work on at a time, from now on. */
  begin (width: number): void
  ask (task: string, request: unknown): Asking
  /** How many tasks it has. */
  busy (): number
  isAlive (): boolean
  /** Ends it, once what sharp does for it is done. */
  end (): void
}

interface Asking {
  readonly answer: Promise<unknown>
  /** Has what is not begun left out: the answer is then an error. */
  stop (): void
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

export function startThread (): Thread {
  const worker = new Worker(new URL('./worker.js', import.meta.url), options())
  worker.unref()
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let alive = true
  const post = (message: Message): void => { worker.postMessage(message) }
  const settle = (answer: Answer): void => {
    const { resolve, reject } = waiting.get(answer.id) as Waiting
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if ('error' in answer) reject(readError(answer.error))
    else resolve(answer.result)
  }
  const lose = (error: unknown): void => {
    alive = false
    waiting.forEach(({ reject }) => { reject(error) })
    waiting.clear()
  }
  worker.on('message', settle)
  worker.on('error', lose)
  worker.on('exit', () => { lose(new Error('a thread that works on images has ended')) })
  return {
    begin: width => { post({ width }) },
    ask: (task, request) => {
      const id = ++asked
      const answer = new Promise((resolve, reject) => { waiting.set(id, { resolve, reject }) })
      worker.ref()
      post({ id, task, request })
      return { answer, stop: () => { post({ stop: id }) } }
    },
    busy: () => waiting.size,
    isAlive: () => alive,
    end: () => { post({ end: true }) }
  }
}

/** Flags of a program that is read from the command line are refused for one from a file. */
function options (): { readonly execArgv?: string[] } {
  return process.execArgv.some(flag => flag.startsWith('--input-type')) ? { execArgv: [] } : {}
}
