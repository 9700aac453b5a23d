import { randomUUID } from 'node:crypto'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { layout } from './layout.js'

/** Who mixes into a folder: a process, told from another one that has its number later. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process began, where the system tells. */
  readonly began: string
  /** Of this very lock. */
  readonly token: string
}

/** How often a lock is touched, and after what time one of another machine is given up, in ms. */
const BEAT = 10_000
const SILENCE = 120_000
/** How long it takes at most to write one. */
const WRITING = 2000

/** The locks of this process, by their tokens. */
const own = new Set<string>()

/**
 * Makes a folder that of one mix. A process that was killed leaves its lock behind, which is in
 * nobody's way: it is taken over once there is no such process.
 *
 * @returns what lets go of it
 * @throws IN_USE
 */
export async function lockFolder (folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, layout.lock)
  const unlock = await lock(folder, file)
  const beat = setInterval(() => {
    utimes(file, new Date(), new Date()).catch(() => undefined)
  }, BEAT)
  beat.unref()
  return async () => {
    clearInterval(beat)
    await unlock()
  }
}

/** @throws IN_USE */
async function lock (folder: string, file: string): Promise<() => Promise<void>> {
  const token = randomUUID()
  const holder: Holder = {
    pid: process.pid, host: os.hostname(), began: await beginningOf(process.pid), token
  }
  own.add(token)
  try {
    while (!await isMade(writeFile(file, JSON.stringify(holder), { flag: 'wx' })))
      await takeAway(folder, file)
  } catch (error) {
    own.delete(token)
    throw error
  }
  return async () => {
    if ((await readLock(file))?.token === token) await rm(file, { force: true })
    // Only now: as long as it lies there it is held, or another one would take it away meanwhile
    own.delete(token)
  }
}

/**
 * Takes a lock away whose holder is gone. Of all that find it only the one that locks its very
 * name may do so, and only if it is still there then: by its path alone a late one would take
 * away that of the next holder.
 *
 * @throws IN_USE, unless who holds the lock is gone
 */
async function takeAway (folder: string, file: string): Promise<void> {
  const name = await abandoned(folder, file)
  if (name === undefined) return
  const unlock = await lock(folder, `${file}.${name}`)
  try {
    if (await abandoned(folder, file) === name) await rm(file)
  } finally {
    await unlock()
  }
}

/**
 * The name of a lock whose holder is gone; nothing where there is no lock.
 *
 * @throws IN_USE for one that is held
 */
async function abandoned (folder: string, file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) return undefined
  const holder = await readLock(file)
  const silent = Date.now() - found.mtimeMs
  if (holder === undefined ? silent < WRITING : await isHeld(holder, silent))
    throw fail('IN_USE', folder, holder?.pid ?? 0, holder?.host ?? os.hostname())
  return holder?.token ?? String(found.ino)
}

/** Nothing for what is not there, and for what is not yet, or never was, written whole. */
async function readLock (file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

async function isHeld ({ pid, host, began, token }: Holder, silent: number): Promise<boolean> {
  if (host !== os.hostname()) return silent < SILENCE
  if (pid === process.pid) return own.has(token)
  return isRunning(pid) && await beginningOf(pid) === began
}

function isRunning (pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in the clock of its system; empty where that has no /proc. */
async function beginningOf (pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name, in parentheses, may hold anything
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Whether a file came to be: false where there was one before. */
async function isMade (attempt: Promise<void>): Promise<boolean> {
  try {
    await attempt
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
