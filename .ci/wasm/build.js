/**
 * Writes the WebAssembly modules that have changed: `node .ci/wasm/build.js`. With `--check` it
 * writes nothing, compiles all of them and fails unless the bytes in the generated files are the
 * same.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { compile, digest, generated } from './compile.js'
import { faults } from './inspect.js'
import { modules } from './modules.js'

const checks = process.argv.includes('--check')

for (const { source, target } of modules) {
  const there = existsSync(target) ? readFileSync(target, 'utf8') : ''
  if (!checks && there.includes(digest(source))) continue
  const { bytes, text } = await compile(source)
  const wrong = faults(bytes, text)
  const made = generated(source, bytes)
  if (checks && made !== there) wrong.push(`gives other bytes than ${target} holds`)
  if (wrong.length > 0) {
    console.error(`${source} ${wrong.join('; ')}`)
    process.exitCode = 1
  } else if (!checks) {
    writeFileSync(target, made)
    console.log(`${target}: ${bytes.length} bytes`)
  }
}
