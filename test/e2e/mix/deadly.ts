/**
 * Loaded before a mix, into every thread of it: ends the process by SIGKILL in the midst of a
 * phase, once a mix is under way. `DEADLY` says where: `{ phase, when, nth, out, total }`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import type { Deadly, Phase, When } from './phases.js'

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

function die (): never {
  fs.writeSync(1, `${JSON.stringify({ phase, when, done: doneNow() })}\n`)
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function phaseOf (file: string): Phase | undefined {
  const name = path.basename(file).replace(/\.tmp$/, '')
  if (/^\d{6}\.png$/.test(name)) return 'write'
  return ({ 'labels.csv': 'labels', 'plans.jsonl': 'plans', 'manifest.json': 'manifest' } as const)[
    name as 'labels.csv']
}

type Written = (file: string, data: string | Uint8Array, options?: object) => Promise<void>

function deadly (write: Written, half: (file: string, data: Uint8Array) => void): Written {
  return async (file, data, options) => {
    const now = phaseOf(file)
    if (now === 'manifest') coming = doneIn(String(data))
    if (now !== undefined && isNow(now, 'before')) die()
    if (now !== undefined && isNow(now, 'middle')) {
      const bytes = Buffer.from(data as string)
      half(file, bytes.subarray(0, bytes.length >> 1))
      die()
    }
    await write(file, data, options)
    if (now !== undefined && isNow(now, 'after')) die()
  }
}

Object.assign(fs.promises, {
  writeFile: deadly(writeFile as Written, fs.writeFileSync),
  appendFile: deadly(appendFile as Written, fs.appendFileSync),
  rename: async (from: string, to: string) => {
    const now = phaseOf(to) === 'write' ? 'rename' : phaseOf(to)
    if (now === 'rename' && isNow(now, 'before')) die()
    await rename(from, to)
    if (now === 'rename' && isNow(now, 'after')) die()
    if (now === 'manifest' && isNow(now, 'renamed')) die()
  }
})
syncBuiltinESMExports()
