/**
 * Loaded before a mix, into every thread of it: ends the process by SIGKILL in the midst of a
 * phase, once a mix is under way. `DEADLY` says where: `{ phase, when, nth, out, total }`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { deadly, die } from '../deadly.js'
import type { When, Write } from '../deadly.js'
import type { Deadly, Phase } from './phases.js'

const { phase, when, nth, out, total } = JSON.parse(process.env.DEADLY ?? '{}') as Deadly
const manifest = path.join(out, 'manifest.json')
const { writeFile, appendFile, rename } = fs.promises
let coming = 0
let met = 0

function doneIn (text: string): number {
  return (JSON.parse(text) as { done: { outputs: number } }).done.outputs
}

/** As the manifest has it, whichever thread asks. */
function doneNow (): number {
  return fs.existsSync(manifest) ? doneIn(fs.readFileSync(manifest, 'utf8')) : 0
}

/** Whether this moment of a phase is the one to die in. */
function isNow (now: Phase, moment: When): boolean {
  if (now !== phase || moment !== when || (now === 'manifest' && coming >= total)) return false
  const done = doneNow()
  return done >= 1 && done < total && ++met === nth
}

function phaseOf (file: string): Phase | undefined {
  const name = path.basename(file).replace(/\.tmp$/, '')
  if (/^\d{6}\.png$/.test(name)) return 'write'
  return ({ 'labels.csv': 'labels', 'plans.jsonl': 'plans', 'manifest.json': 'manifest' } as const)[
    name as 'labels.csv']
}

/** What to say before dying, where this is the moment. */
function moment (now: Phase | undefined, at: When): object | undefined {
  return now !== undefined && isNow(now, at) ? { phase, when, done: doneNow() } : undefined
}

function dieAt (now: Phase | undefined, at: When): void {
  const told = moment(now, at)
  if (told !== undefined) die(told)
}

const writing: Parameters<typeof deadly>[2] = (file, at, data) => {
  const now = phaseOf(file)
  if (now === 'manifest' && at === 'before') coming = doneIn(String(data))
  return moment(now, at)
}

Object.assign(fs.promises, {
  writeFile: deadly(writeFile as Write, fs.writeFileSync, writing),
  appendFile: deadly(appendFile as Write, fs.appendFileSync, writing),
  rename: async (from: string, to: string) => {
    const now = phaseOf(to) === 'write' ? 'rename' : phaseOf(to)
    if (now === 'rename') dieAt(now, 'before')
    await rename(from, to)
    if (now === 'rename') dieAt(now, 'after')
    if (now === 'manifest') dieAt(now, 'renamed')
  }
})
syncBuiltinESMExports()
