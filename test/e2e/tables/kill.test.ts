import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { gate } from '../../../plugins/io/images/gate.js'
import { hashes } from '../../io/mix/files.js'
import type { Death } from './deadly.js'

const ROWS = 1200

async function run (file: string, out: string, format: string, death?: Death): Promise<{
  readonly signal: string | null
  readonly code: number | null
  readonly said: string
}> {
  const here = (name: string): URL => new URL(name, import.meta.url)
  const preload = death === undefined ? [] : ['--import', here('deadly.js').href]
  const child = spawn(process.execPath,
    [...preload, fileURLToPath(here('child.js')), file, out, format],
    { env: { ...process.env, DEADLY: JSON.stringify(death ?? null) } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => { said += String(chunk) })
  return await new Promise(resolve => {
    child.on('close', (code, signal) => { resolve({ signal, code, said }) })
  })
}

async function tableIn (t: ExecutionContext): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'killed-'))
  t.teardown(async () => { await rm(root, { recursive: true }) })
  const lines = Array.from({ length: ROWS }, (_, row) =>
    `${row * 37 % 101},${row % 7},o${row % 25},${row * 37 % 101 * 10 + row % 3}`)
  await writeFile(path.join(root, 'a.csv'), `size,rooms,owner,price\n${lines.join('\n')}\n`)
  return root
}

/** Outputs that the manifest counts; none before there is one. */
function doneIn (out: string): number {
  const file = path.join(out, 'manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).done.outputs : 0
}

/** The first manifest is written before a batch is: the third is under way. */
const deaths: readonly Death[] = [
  { place: 'cells', when: 'middle', nth: 1 },
  { place: 'about', when: 'before', nth: 1 },
  { place: 'about', when: 'middle', nth: 1 },
  { place: 'about', when: 'renamed', nth: 1 },
  { place: 'rows', when: 'before', nth: 2 },
  { place: 'rows', when: 'middle', nth: 2 },
  { place: 'rows', when: 'middle', nth: 4 },
  { place: 'rows', when: 'after', nth: 3 },
  { place: 'plans', when: 'before', nth: 2 },
  { place: 'plans', when: 'middle', nth: 3 },
  { place: 'plans', when: 'after', nth: 2 },
  { place: 'manifest', when: 'before', nth: 3 },
  { place: 'manifest', when: 'middle', nth: 3 },
  { place: 'manifest', when: 'after', nth: 4 },
  { place: 'manifest', when: 'renamed', nth: 3 }
]
const ofParts: readonly Death[] = [
  { place: 'rows', when: 'before', nth: 2 },
  { place: 'rows', when: 'renamed', nth: 3 },
  { place: 'plans', when: 'middle', nth: 2 },
  { place: 'manifest', when: 'after', nth: 3 }
]

for (const [format, list] of [['csv', deaths], ['parquet', ofParts]] as const) {
  test(`after a kill anywhere, a table in ${format} ends as if it never had been`, async t => {
    t.timeout(600_000)
    const root = await tableIn(t)
    const file = path.join(root, 'a.csv')
    const whole = path.join(root, 'whole')
    t.like(await run(file, whole, format), { code: 0, said: '' })
    const total = doneIn(whole)
    const expected = await hashes(whole)
    const few = gate(2)
    await Promise.all(list.map((death, k) => few(async () => {
      const out = path.join(root, `out-${k}`)
      const where = JSON.stringify(death)
      t.like(await run(file, out, format, death), { signal: 'SIGKILL', said: `${where}\n` })
      const done = doneIn(out)
      t.true(done < total, where)
      t.is(done > 0, !['cells', 'about'].includes(death.place), where)
      t.notDeepEqual(await hashes(out), expected, where)
      t.like(await run(file, out, format), { code: 0, said: '' }, where)
      t.deepEqual(await hashes(out), expected, where)
    })))
  })
}

test('a mix of a table that is killed again and again ends as if it never had been', async t => {
  t.timeout(600_000)
  const root = await tableIn(t)
  const file = path.join(root, 'a.csv')
  await run(file, path.join(root, 'whole'), 'csv')
  const out = path.join(root, 'out')
  for (const place of ['about', 'cells', 'manifest', 'plans', 'rows'] as const) {
    const death = { place, when: 'middle', nth: place === 'manifest' ? 3 : 1 } as const
    t.is((await run(file, out, 'csv', death)).signal, 'SIGKILL', place)
  }
  t.like(await run(file, out, 'csv'), { code: 0, said: '' })
  t.deepEqual(await hashes(out), await hashes(path.join(root, 'whole')))
})
