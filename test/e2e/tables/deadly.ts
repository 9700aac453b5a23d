/**
 * Loaded before the mix of a table: ends the process by SIGKILL at one moment. `DEADLY` says which:
 * `{ file, when, nth }`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { deadly, die } from '../deadly.js'
import type { When, Write } from '../deadly.js'

/** What is written, in turn: cells and what they are about, then rows, plans and the manifest. */
export type Place = 'cells' | 'about' | 'rows' | 'plans' | 'manifest'
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

/** The death, where this is its moment. */
function moment (place: Place | undefined, when: When): Death | undefined {
  const now = death !== null && place === death.place && when === death.when &&
    ++met === death.nth
  return now ? death : undefined
}

function pass (place: Place | undefined, when: When, half?: () => void): void {
  const told = moment(place, when)
  if (told === undefined) return
  half?.()
  die(told)
}

const writing = (file: string, when: When): Death | undefined => moment(placeOf(file), when)

Object.assign(fs.promises, {
  writeFile: deadly(writeFile as Write, fs.writeFileSync, writing),
  appendFile: deadly(appendFile as Write, fs.appendFileSync, writing),
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
