import fs from 'node:fs'

/** Before it, with half of the bytes written, after it; `renamed`: it has its name. */
export type When = 'before' | 'middle' | 'after' | 'renamed'

/** Ends the process, all of its threads, by a signal that nothing can catch. */
export function die (told: object): never {
  fs.writeSync(1, `${JSON.stringify(told)}\n`)
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

export type Write =
  (file: string, data: string | Uint8Array, options?: object) => Promise<void>

/**
 * A function that writes files, and dies where it is told to.
 *
 * @param half - writes at once what a process that dies in the midst of it leaves behind
 * @param moment - what to say before dying at this moment; nothing for going on
 */
export function deadly (
  write: Write, half: (file: string, data: Uint8Array) => void,
  moment: (file: string, when: When, data: string | Uint8Array) => object | undefined
): Write {
  return async (file, data, options) => {
    const pass = (when: When, first?: () => void): void => {
      const told = moment(file, when, data)
      if (told === undefined) return
      first?.()
      die(told)
    }
    pass('before')
    pass('middle', () => {
      const bytes = Buffer.from(data as string)
      half(file, bytes.subarray(0, bytes.length >> 1))
    })
    await write(file, data, options)
    pass('after')
  }
}
