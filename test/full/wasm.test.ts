import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'ava'

const room = (file: string): string => pathToFileURL(path.resolve('.ci/wasm', file)).href
const { compile } = await import(room('compile.js'))
const { faults } = await import(room('inspect.js'))

test('the committed kernels are what their sources compile to, and fit for memory of tfjs', t => {
  t.notThrows(() => execFileSync('node', ['.ci/wasm/build.js', '--check'], { stdio: 'pipe' }))
})

/** Sources that must not pass, and what is said of them. */
const unfit: ReadonlyArray<readonly [source: string, says: RegExp]> = [
  ['export function f (i: i32): i32 { return "text".charCodeAt(i) }', /has a data section/],
  ['let held = 0\nexport function f (): i32 { return held++ }', /has a global section/],
  ['export function f (): i32 { return memory.grow(1) }', /grows the memory/],
  ['declare function g (): i32\nexport function f (): i32 { return load<i32>(0) + g() }',
    /imports unfit3\.g/]
]

test('the check of kernels would find data, globals, other imports and growing', async t => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'remixture-wasm-'))
  try {
    for (const [k, [source, says]] of unfit.entries()) {
      const file = path.join(folder, `unfit${k}.ts`)
      writeFileSync(file, source)
      const { bytes, text } = await compile(path.relative('.', file))
      t.regex(faults(bytes, text).join('; '), says)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
