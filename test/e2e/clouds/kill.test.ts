import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { replayClouds } from '../../../plugins/io/index.js'
import { gate } from '../../../plugins/io/images/gate.js'
import { hashes } from '../../io/mix/files.js'
import { kittiTree } from '../../pointcloud/trees.js'
import type { Death } from './deadly.js'

interface End {
  readonly signal: string | null
  readonly code: number | null
  readonly said: string
}

function run (source: string, out: string, death?: Death): Promise<End> {
  const file = (name: string): URL => new URL(name, import.meta.url)
  const preload = death === undefined ? [] : ['--import', file('deadly.js').href]
  const child = spawn(process.execPath,
    [...preload, fileURLToPath(file('child.js')), source, out],
    { env: { ...process.env, DEADLY: JSON.stringify(death ?? null) } })
  let said = ''
  child.stdout.on('data', chunk => { said += String(chunk) })
  child.stderr.on('data', chunk => { said += String(chunk) })
  return new Promise(resolve => {
    child.on('close', (code, signal) => { resolve({ signal, code, said }) })
  })
}

/** Ten scans in batches of three: two batches, and one of four. */
const deaths: readonly Death[] = [
  { place: 'scan', when: 'before', nth: 2 }, { place: 'scan', when: 'renamed', nth: 5 },
  { place: 'label', when: 'before', nth: 4 }, { place: 'provenance', when: 'renamed', nth: 7 },
  { place: 'mixes', when: 'before', nth: 2 }, { place: 'mixes', when: 'middle', nth: 2 },
  { place: 'mixes', when: 'after', nth: 1 }, { place: 'plans', when: 'middle', nth: 1 },
  { place: 'plans', when: 'after', nth: 2 }, { place: 'manifest', when: 'middle', nth: 3 },
  { place: 'manifest', when: 'renamed', nth: 3 }, { place: 'folder', when: 'before', nth: 1 }
]

async function undisturbed (t: ExecutionContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'killed-clouds-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const source = path.join(folder, 'in')
  kittiTree(source, Array.from({ length: 10 }, (_, k) => `00/00000${k}`))
  const whole = path.join(folder, 'whole', 'mixed')
  t.like(await run(source, whole), { code: 0, said: '' })
  // Scans, labels and provenance of ten, a calibration, mixes, plans and the manifest
  const expected = await hashes(whole)
  t.is(Object.keys(expected).length, 34)
  return { folder, source, expected }
}

async function kill (t: ExecutionContext, source: string, out: string, death: Death) {
  const { signal, said } = await run(source, out, death)
  t.is(signal, 'SIGKILL', `${JSON.stringify(death)} ${said}`)
  t.false(existsSync(out), 'a mix that is not whole has its name')
}

test('after each of twelve kills a mix of scans ends as if it never had been', async t => {
  t.timeout(300_000)
  const { folder, source, expected } = await undisturbed(t)
  const few = gate(2)
  await Promise.all(deaths.map((death, i) => few(async () => {
    const out = path.join(folder, `out-${i}`, 'mixed')
    await kill(t, source, out, death)
    t.like(await run(source, out), { code: 0, said: '' })
    t.deepEqual(await hashes(out), expected, JSON.stringify(death))
    t.false(existsSync(`${out}.partial`))
  })))
})

test('killed again and again, it goes on; a replay finds the same bytes', async t => {
  t.timeout(300_000)
  const { folder, source, expected } = await undisturbed(t)
  const out = path.join(folder, 'out', 'mixed')
  const steps = (): number => (JSON.parse(readFileSync(`${out}.partial/manifest.json`, 'utf8')) as
    { done: { steps: number } }).done.steps
  const done: number[] = []
  // The first entry of a process is the one that it begins with
  for (let life = 0; life < 3; life++) {
    await kill(t, source, out, { place: 'manifest', when: 'renamed', nth: 2 })
    done.push(steps())
  }
  t.deepEqual(done, [1, 2, 3])
  t.like(await run(source, out), { code: 0, said: '' })
  t.deepEqual(await hashes(out), expected)
  t.like(await replayClouds(out), { count: 30, differing: [] })
})
