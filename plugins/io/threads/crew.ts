import type { Asked, Finished, TaskName } from './tasks.js'
import type { Thread } from './thread.js'
import { startThread } from './thread.js'

/**
 * Threads that read, decode, encode and write images. Pixels are the work of sharp's own threads;
 * the rest is done here, away from tfjs: every image is some arrays that pass by, and every few of
 * them cost a collection of the whole heap.
 */
export interface Crew {
  /**
   * Has a task done. What is asked is copied for the thread, but for arrays in shared memory.
   *
   * @throws what the task throws; the reason of `signal`
   */
  ask<Name extends TaskName> (
    task: Name, request: Asked<Name>, signal?: AbortSignal
  ): Promise<Finished<Name>>
  /** Lets the threads go, once all they were asked for is done. */
  dismiss (): void
}

/** Images at a time for which one thread is enough: most of their work is sharp's. */
const EACH = 4
/** How long a thread waits for the next crew, in milliseconds, and how many do. */
const PATIENCE = 3000
const MOST_IDLE = 4

interface Idle { readonly thread: Thread, readonly timer: NodeJS.Timeout }
const idle: Idle[] = []

/** @param workers - how many images are decoded or encoded at a time */
export function hire (workers: number): Crew {
  const count = Math.ceil(workers / EACH)
  const threads = Array.from({ length: count }, () => takeIdle() ?? startThread())
  threads.forEach(thread => { thread.begin(Math.ceil(workers / count)) })
  return {
    ask: async (task, request, signal) => {
      signal?.throwIfAborted()
      const thread = threads.reduce((a, b) => b.busy() < a.busy() ? b : a)
      const { answer, stop } = thread.ask(task, request)
      signal?.addEventListener('abort', stop)
      try {
        return await answer as Finished<typeof task>
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
    dismiss: () => { threads.forEach(keep) }
  }
}

function takeIdle (): Thread | undefined {
  for (let next = idle.pop(); next !== undefined; next = idle.pop()) {
    clearTimeout(next.timer)
    if (next.thread.isAlive()) return next.thread
  }
}

function keep (thread: Thread): void {
  if (idle.length >= MOST_IDLE) {
    thread.end()
    return
  }
  const timer = setTimeout(() => {
    idle.splice(idle.findIndex(each => each.thread === thread), 1)
    thread.end()
  }, PATIENCE)
  timer.unref()
  idle.push({ thread, timer })
}
