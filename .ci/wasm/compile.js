import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import asc from 'assemblyscript/asc'

/**
 * No runtime and no static data: a module lives in memory that is not its own. A maximum, so that
 * one byte turns the import into that of a memory which is shared between threads.
 */
const FLAGS = [
  '-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory',
  '--noExportMemory', '--memoryBase', '0', '--maximumMemory', '65536'
]

/** Compiles a module: its bytes, and its text to look into. */
export async function compile (source) {
  const written = {}
  const { error, stderr } = await asc.main(
    [source, '--outFile', 'module.wasm', '--textFile', 'module.wat', ...FLAGS],
    { writeFile: (name, contents) => { written[name] = contents } })
  if (error !== null) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`)
  return { bytes: Buffer.from(written['module.wasm']), text: written['module.wat'] }
}

/** What the bytes depend on: sources, flags and the compiler's version. */
export function digest (source) {
  const hash = createHash('sha256').update([asc.version, ...FLAGS].join(' '))
  const folder = path.dirname(source)
  for (const file of readdirSync(folder).filter(name => name.endsWith('.ts')).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(folder, file)))
  }
  return hash.digest('hex')
}

/** The generated file. */
export function generated (source, bytes) {
  return [
    '// Made by "npm run build:wasm" from the sources in assembly/; not to be edited.',
    `// sha256 of sources, flags and compiler: ${digest(source)}`,
    '',
    '/** A WebAssembly module, base64. */',
    'export const code =',
    `  \`${bytes.toString('base64')}\``,
    ''
  ].join('\n')
}
