import { spawnSync } from 'node:child_process'
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import test from 'ava'
import { cutmix } from '../../../domains/image/index.js'
import { mixFolder } from '../../../plugins/io/index.js'
import { lockFolder } from '../../../plugins/io/mix/lock.js'
import { temporary, writePhotos } from '../images/photos.js'
import { hashes } from './files.js'

test('a second mix into one folder is refused while the first one goes, then goes on', async t => {
  const folder = await temporary(t)
  const [source, out] = ['in', 'out'].map(name => path.join(folder, name))
  await writePhotos(source, { ant: 5, bee: 4 })
  const mix = (options: object = {}) => mixFolder(source, cutmix(), { out, batch: 3, ...options })
  let refused: Promise<unknown> = Promise.resolve()
  await mix({ onProgress: ({ type }: { type: string }) => {
    if (type === 'start') refused = t.throwsAsync(mix(), {
      code: 'IN_USE', message: new RegExp(`^${out}: process ${process.pid} on .+ is mixing into it`)
    })
  } })
  await refused
  const before = await hashes(out)
  t.false(Object.keys(before).includes('.lock'))
  t.like(await mix(), { made: 0, count: 9 })
  await mix({ force: true })
  t.deepEqual(await hashes(out), before)
})

test('force does not clear a folder that another one mixes into', async t => {
  const folder = await temporary(t)
  const [source, out] = ['in', 'out'].map(name => path.join(folder, name))
  await writePhotos(source, { ant: 3 })
  await mixFolder(source, cutmix(), { out })
  const before = await hashes(out)
  const unlock = await lockFolder(out)
  await t.throwsAsync(mixFolder(source, cutmix(), { out, force: true }), { code: 'IN_USE' })
  await unlock()
  t.deepEqual(await hashes(out), before)
})

/** A process that is gone, and when it began. */
function gone (): { pid: number, began: string } {
  const { pid, stdout } = spawnSync(process.execPath, ['-p',
    "fs.existsSync('/proc/self/stat') ? fs.readFileSync('/proc/self/stat', 'utf8') : ''"])
  return { pid, began: String(stdout).split(') ')[1]?.split(' ')[19] ?? '' }
}

const stale: Record<string, () => object | string> = {
  'of a process that is gone': () => ({ ...gone(), host: os.hostname(), token: 'a' }),
  'of an earlier process with the number of this one': () =>
    ({ pid: process.pid, host: os.hostname(), began: '1', token: 'a' }),
  'of an earlier process with the number of another one': () =>
    ({ pid: process.ppid, host: os.hostname(), began: '1', token: 'a' }),
  'of another machine that was silent for long': () =>
    ({ pid: 1, host: 'elsewhere', began: '1', token: 'a' }),
  'that was never written whole': () => '{"pid":'
}

for (const [name, made] of Object.entries(stale)) {
  test(`a lock ${name} is taken over`, async t => {
    const folder = await temporary(t)
    const file = path.join(folder, '.lock')
    const lock = made()
    await writeFile(file, typeof lock === 'string' ? lock : JSON.stringify(lock))
    const long = new Date(Date.now() - 300_000)
    await utimes(file, long, long)
    const unlock = await lockFolder(folder)
    t.is(JSON.parse(await readFile(file, 'utf8')).pid, process.pid)
    await unlock()
    t.deepEqual(await readdir(folder), [])
  })
}

test('a lock of a process that runs, here or elsewhere, is respected', async t => {
  const folder = await temporary(t)
  const file = path.join(folder, '.lock')
  const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '')
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  for (const holder of [{ pid: process.ppid, host: os.hostname(), began },
    { pid: 1, host: 'elsewhere', began: '7' }]) {
    await writeFile(file, JSON.stringify({ ...holder, token: 'a' }))
    await t.throwsAsync(lockFolder(folder), { code: 'IN_USE' })
  }
})

test('of many that want a stale lock one gets it, time and again', async t => {
  const lock = JSON.stringify({ ...gone(), host: os.hostname(), token: 'a' })
  const won: number[] = []
  for (let round = 0; round < 40; round++) {
    const folder = await temporary(t)
    await writeFile(path.join(folder, '.lock'), lock)
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)))
    const unlocks = results.flatMap(result => result.status === 'fulfilled' ? [result.value] : [])
    won.push(unlocks.length)
    for (const unlock of unlocks) await unlock()
    t.deepEqual(await readdir(folder), [])
  }
  t.deepEqual(won, won.map(() => 1))
})

test('of many that let go of a lock and want it one has it at a time', async t => {
  const folder = await temporary(t)
  let [holders, held, most] = [0, 0, 0]
  const want = async (): Promise<void> => {
    for (let tries = 0; tries < 60; tries++) {
      const unlock = await lockFolder(folder).catch(({ code }: { code: string }) => {
        t.is(code, 'IN_USE')
      })
      if (unlock === undefined) continue
      held++
      most = Math.max(most, ++holders)
      await new Promise(setImmediate)
      holders--
      await unlock()
    }
  }
  await Promise.all(Array.from({ length: 6 }, want))
  t.is(most, 1)
  t.true(held > 6, `${held}`)
})

test('who was killed while it took a lock away is in nobody\'s way either', async t => {
  const folder = await temporary(t)
  const lock = { ...gone(), host: os.hostname() }
  await writeFile(path.join(folder, '.lock'), JSON.stringify({ ...lock, token: 'a' }))
  await writeFile(path.join(folder, '.lock.a'), JSON.stringify({ ...lock, token: 'b' }))
  const unlock = await lockFolder(folder)
  await t.throwsAsync(lockFolder(folder), { code: 'IN_USE' })
  await unlock()
  t.deepEqual(await readdir(folder), [])
})
