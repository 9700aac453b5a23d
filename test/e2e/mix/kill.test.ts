import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { gate } from '../../../plugins/io/images/gate.js'
import { temporary, writePhotos } from '../../io/images/photos.js'
import { hashes } from '../../io/mix/files.js'
import type { Deadly, Death } from './phases.js'
import { chain, deaths } from './phases.js'

const BATCH = 4
const TOTAL = 60

interface End {
  readonly signal: string | null
  readonly code: number | null
  readonly said: string
}

function run (source: string, out: string, deadly?: Deadly): Promise<End> {
  const file = (name: string): URL => new URL(name, import.meta.url)
  const preload = deadly === undefined ? [] : ['--import', file('deadly.js').href]
  const child = spawn(process.execPath,
    [...preload, fileURLToPath(file('child.js')), source, out, String(BATCH)], {
      env: { ...process.env, DEADLY: JSON.stringify(deadly ?? {}) },
      stdio: ['ignore', 'pipe', 'pipe']
    })
  let said = ''
  child.stdout.on('data', chunk => { said += String(chunk) })
  child.stderr.on('data', chunk => { said += String(chunk) })
  return new Promise(resolve => {
    child.on('close', (code, signal) => { resolve({ signal, code, said }) })
  })
}

/** What a kill has left: what the manifest says is done, and what lies there beside. */
function remains (out: string): Record<'done' | 'labels' | 'plans', number> &
  { readonly temporary: string[], readonly images: number } {
  const { done } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'))
  const size = (name: string): number =>
    existsSync(path.join(out, name)) ? statSync(path.join(out, name)).size : 0
  const names = [...readdirSync(out), ...readdirSync(path.join(out, 'images'))]
  return {
    done: done.outputs,
    labels: size('labels.csv') - done.labels,
    plans: size('plans.jsonl') - done.plans,
    temporary: names.filter(name => name.endsWith('.tmp')),
    images: names.filter(name => name.endsWith('.png')).length - done.outputs
  }
}

/** The undisturbed mix. */
async function undisturbed (t: ExecutionContext): Promise<{
  readonly folder: string
  readonly source: string
  readonly expected: Record<string, string>
}> {
  const folder = await temporary(t)
  const source = path.join(folder, 'in')
  await writePhotos(source, { ant: 8, bee: 7, cow: 5 })
  const whole = path.join(folder, 'whole')
  t.like(await run(source, whole), { code: 0, said: '' })
  const expected = await hashes(whole)
  t.is(Object.keys(expected).length, TOTAL + 3)
  return { folder, source, expected }
}

/** Kills a mix, and proves that it was under way and hit in the act. */
async function kill (
  t: ExecutionContext, source: string, out: string, death: Death
): Promise<void> {
  const where = JSON.stringify(death)
  const { phase, when } = death
  const { signal, said } = await run(source, out, { ...death, out, total: TOTAL })
  t.is(signal, 'SIGKILL', `${where} ${said}`)
  const told = JSON.parse(said) as { done: number, phase: string, when: string }
  t.like(told, { phase, when })
  const left = remains(out)
  // Images are written by other threads than the manifest, which may go on until the process ends
  const ahead = left.done - told.done
  t.true(phase === 'write' || phase === 'rename'
    ? ahead >= 0 && ahead % BATCH === 0
    : ahead === 0, `${where} ${left.done} ${told.done}`)
  t.true(left.done >= 1 && left.done < TOTAL, `${where} ${left.done}`)
  if (phase === 'write' && when !== 'before') t.true(left.temporary.length > 0, where)
  if (phase === 'rename') t.true(left.images > 0 || left.temporary.length > 0, where)
  if (phase === 'labels' && when !== 'before') t.true(left.labels > 0, where)
  if (phase === 'plans') t.true(left.labels > 0, where)
  if (phase === 'plans' && when !== 'before') t.true(left.plans > 0, where)
  if (phase === 'manifest' && when !== 'renamed') t.true(left.plans > 0, where)
  if (phase === 'manifest' && (when === 'middle' || when === 'after'))
    t.true(left.temporary.includes('manifest.json.tmp'), where)
}

test('after each of twenty kills, in every phase, a mix ends as if it never had been', async t => {
  t.timeout(600_000)
  const { folder, source, expected } = await undisturbed(t)
  const kills: Record<string, number> = {}
  const few = gate(2)
  await Promise.all(deaths.map((death, i) => few(async () => {
    const out = path.join(folder, `out-${i}`)
    await kill(t, source, out, death)
    kills[death.phase] = (kills[death.phase] ?? 0) + 1
    t.like(await run(source, out), { code: 0, said: '' })
    t.deepEqual(await hashes(out), expected, JSON.stringify(death))
  })))
  t.deepEqual(kills, { write: 4, rename: 4, labels: 4, plans: 4, manifest: 4 })
})

test('a mix that is killed again whenever it goes on ends as if it never had been', async t => {
  t.timeout(600_000)
  const { folder, source, expected } = await undisturbed(t)
  const out = path.join(folder, 'out')
  for (const death of chain) await kill(t, source, out, death)
  t.like(await run(source, out), { code: 0, said: '' })
  t.deepEqual(await hashes(out), expected)
})
