import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { generate } from './generate.js'

const MEBI = 2 ** 20

/** Runs the command; says how it ended and, in bytes, the most memory it had. */
async function run (args: readonly string[]): Promise<{ code: number | null, peak: number }> {
  const command = path.join(import.meta.dirname, '../../../plugins/cli/main.js')
  const memory = new URL('../../memory.js', import.meta.url).href
  const told = `data:text/javascript,import{peakMemory}from'${memory}';process.on('exit',()=>
    console.error('peak',peakMemory()))`
  const child = spawn(process.execPath, ['--import', told, command, ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', chunk => { errors += String(chunk) })
  const code = await new Promise<number | null>(resolve => { child.on('close', resolve) })
  return { code, peak: Number(/peak (\d+)/.exec(errors)?.[1]) }
}

test('a table of 20,000 rows and 50 columns is mixed in little memory, and replays', async t => {
  t.timeout(240_000)
  const root = await mkdtemp(path.join(tmpdir(), 'large-'))
  t.teardown(async () => { await rm(root, { recursive: true }) })
  const file = path.join(root, 'large.csv')
  await generate(file, 20_000)
  const { code, peak } = await run(
    ['mix', file, '--target', 'price', '--exclude', 'id', '--out', path.join(root, 'mixed')])
  t.is(code, 0)
  // A million rows take 682 MB by the same command; what grows with rows is 40 bytes each
  t.true(peak < 640 * MEBI, `${peak} bytes`)
  t.is((await run(['replay', path.join(root, 'mixed')])).code, 0)
})
