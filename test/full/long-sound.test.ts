import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import test from 'ava'

const run = promisify(execFile)

/** An hour of clicks, 32 a second: more onsets than a call takes in so small a stack. */
const program = `
import { detectOnsets } from '${new URL('../../domains/audio/index.js', import.meta.url).href}'
const x = Float32Array.from({ length: 3_800_000 }, (_, k) => k % 31 < 2 ? 1 - 2 * (k % 31) : 0)
console.log(detectOnsets(x, { sampleRate: 1000 }).length)
try {
  Float64Array.of(...x.subarray(0, 24_000))
} catch (error) {
  console.log(error.name)
}`

test('a sound may have any number of onsets', async t => {
  const { stdout } = await run(process.execPath,
    ['--stack-size=120', '--input-type=module', '--eval', program])
  const [onsets, control] = stdout.trim().split('\n')
  t.true(Number(onsets) > 24_000)
  t.is(control, 'RangeError')
})
