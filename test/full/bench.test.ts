import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { outcomeOf } from '../bench/figures.js'
import { pageOf } from '../bench/page.js'
import type { Performance } from '../bench/record.js'

test('the benchmarks run, and their page tells all of them', async t => {
  const out = await mkdtemp(path.join(os.tmpdir(), 'remixture-bench-test-'))
  t.teardown(() => rm(out, { recursive: true }))
  await promisify(execFile)(process.execPath,
    ['dist/test/bench/main.js', '--quick', '--out', out])
  const found = JSON.parse(
    await readFile(path.join(out, 'performance.json'), 'utf8')) as Performance
  const page = await readFile(path.join(out, 'performance.md'), 'utf8')
  const lines = Object.values(found.parts).flatMap(part => part.lines)
  t.deepEqual(Object.keys(found.parts), ['Tensor operations', 'Training on wasm'])
  t.true(lines.length > 20)
  if (spawnSync('cc', ['--version']).status === 0) {
    t.true(lines[0].columns.some(({ who }) => who === 'C lerp'), 'C takes part')
  }
  for (const { name, columns } of lines) {
    t.is(columns[0].who, 'remixture', name)
    t.true(columns.every(({ median, rounds }) => median > 0 && rounds > 0), name)
    t.true(page.includes(`| ${name} |`), name)
  }
})

test('the page that is kept is that of the figures, and hides no miss', async t => {
  const figures = JSON.parse(await readFile('docs/performance.json', 'utf8')) as Performance
  const page = await readFile('docs/performance.md', 'utf8')
  t.is(page, pageOf(figures))
  const missed = Object.values(figures.parts).flatMap(part => part.lines).flatMap(line =>
    line.verdicts.filter(verdict => outcomeOf(line, verdict) === 'missed'))
  t.is(page.split('**missed**').length - 1, missed.length)
})

test('the bench of the GPU ends with a sentence where it cannot run', t => {
  const said = (...given: string[]): string => {
    const { status, stderr } = spawnSync(process.execPath,
      ['dist/test/bench/gpu/main.js', ...given], { encoding: 'utf8' })
    t.is(status, 1)
    return stderr
  }
  t.is(said('--shape', '8x32'),
    'gpu-bench: --shape must be 4 whole numbers, as in 128x224x224x3, got "8x32"\n')
  t.is(said('--rounds', 'many'), 'gpu-bench: --rounds must be a whole number, got "many"\n')
  // Dawn lies beside it only where it was packed
  t.regex(said(), /^gpu-bench: [^\n]*dawn\.node[^\n]*\n$/)
})
