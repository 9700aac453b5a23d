/**
 * Loaded before the mix of a table: ends the process by SIGKILL at one moment. `DEADLY` says which:
 * `{ file, when, nth }`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'

/** What is written, in turn: cells and what they are about, then rows, plans and the manifest. */
export type Place = 'cells' | 'about' | 'rows' | 'plans' | 'manifest'
/** Before it, with half of the bytes written, after it; `renamed`: it has its name. */
export type When = 'before' | 'middle' | 'after' | 'renamed'
/** At the n-th such moment. */
export interface Death { readonly place: Place, readonly when: When, readonly nth: number }

const death = JSON.parse(process.env.DEADLY ?? 'null') as Death | null
const { writeFile, appendFile, rename, open } = fs.promises
let met = 0

function placeOf (file: string): Place | undefined {
  const name = path.basename(file).replace(/\.tmp$/, '')
  if (/^mixed(-\d+\.parquet|\.csv)$/.test(name)) return 'rows'
  return ({
    'cells.bin': 'cells', 'cells.json': 'about', 'plans.jsonl': 'plans', 'manifest.json': 'manifest'
  } as const)[name as 'cells.bin']
}

function pass (place: Place | undefined, when: When, half?: () => void): void {
  if (death === null || place !== death.place || when !== death.when || ++met !== death.nth) return
  half?.()
  fs.writeSync(1, JSON.stringify(death))
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

type Write = (file: string, data: string, options?: object) => Promise<void>

function deadly (write: Write, half: (file: string, data: Uint8Array) => void): Write {
  return async (file, data, options) => {
    const bytes = Buffer.from(data)
    pass(placeOf(file), 'before')
    pass(placeOf(file), 'middle', () => { half(file, bytes.subarray(0, bytes.length >> 1)) })
    await write(file, data, options)
    pass(placeOf(file), 'after')
  }
}

Object.assign(fs.promises, {
  writeFile: deadly(writeFile as Write, fs.writeFileSync),
  appendFile: deadly(appendFile as Write, fs.appendFileSync),
  rename: async (from: string, to: string) => {
    if (to.endsWith('.parquet')) pass(placeOf(to), 'before')
    await rename(from, to)
    pass(placeOf(to), 'renamed')
  },
  open: async (file: string, flags: string) => {
    const handle = await open(file, flags)
    if (placeOf(file) !== 'cells') return handle
    const write = handle.write.bind(handle) as (data: Uint8Array) => Promise<unknown>
    return Object.assign(handle, {
      write: async (data: Uint8Array) => {
        pass('cells', 'middle', () => { fs.writeSync(handle.fd, data, 0, data.length >> 1) })
        return await write(data)
      }
    })
  }
})
syncBuiltinESMExports()
