import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that does work beside this one, whenever it is told to. */
export interface Child {
  readonly versions: Readonly<Record<string, string>>
  /** How long it took for work of that name, in ms; nothing if it cannot do it. */
  time (work: string): Promise<number | undefined>
  stop (): void
}

/**
 * Starts a process that first prints its versions as JSON, and then answers every line it is given
 * with milliseconds, or with a dash. Nothing where it does not start.
 */
export async function startChild (
  program: string, given: readonly string[], env: Readonly<Record<string, string>> = {}
): Promise<Child | undefined> {
  const child = spawn(program, given, {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env }
  })
  child.on('error', () => { /* Its output ends, which says the same. */ })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const hello = await answers.next()
  if (hello.done === true) return undefined
  return {
    versions: JSON.parse(hello.value) as Record<string, string>,
    time: async work => {
      child.stdin.write(`${work}\n`)
      const answer = await answers.next()
      if (answer.done === true) throw new Error(`${program} ended instead of doing ${work}`)
      return answer.value === '-' ? undefined : Number(answer.value)
    },
    stop: () => { child.stdin.end() }
  }
}
