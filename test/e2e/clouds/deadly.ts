/**
 * Loaded before the mix of a folder of scans: ends the process by SIGKILL at one moment. `DEADLY`
 * says which: `{ place, when, nth }`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { deadly, die } from '../deadly.js'
import type { When, Write } from '../deadly.js'

/** What is written, in turn: scans, labels and provenance, then what tells of them. */
export type Place = 'scan' | 'label' | 'provenance' | 'mixes' | 'plans' | 'manifest' | 'folder'
/** At the n-th such moment. */
export interface Death { readonly place: Place, readonly when: When, readonly nth: number }

const death = JSON.parse(process.env.DEADLY ?? 'null') as Death | null
const { writeFile, appendFile, rename } = fs.promises
let met = 0

function placeOf (file: string): Place | undefined {
  const name = path.basename(file).replace(/\.tmp$/, '')
  if (name.endsWith('.bin')) return 'scan'
  if (name.endsWith('.label')) return 'label'
  if (name.endsWith('.npy')) return 'provenance'
  return ({
    'mixes.jsonl': 'mixes', 'plans.jsonl': 'plans', 'manifest.json': 'manifest', mixed: 'folder'
  } as const)[name as 'mixes.jsonl']
}

/** The death, where this is its moment. */
function moment (place: Place | undefined, when: When): Death | undefined {
  const now = death !== null && place === death.place && when === death.when &&
    ++met === death.nth
  return now ? death : undefined
}

const writing = (file: string, when: When): Death | undefined => moment(placeOf(file), when)

Object.assign(fs.promises, {
  writeFile: deadly(writeFile as Write, fs.writeFileSync, writing),
  appendFile: deadly(appendFile as Write, fs.appendFileSync, writing),
  rename: async (from: string, to: string) => {
    const first = moment(placeOf(to), 'before')
    if (first !== undefined) die(first)
    await rename(from, to)
    const last = moment(placeOf(to), 'renamed')
    if (last !== undefined) die(last)
  }
})
syncBuiltinESMExports()
