import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { backends } from '../backends.js'
import { main } from '../golden/main.js'

/** What the runner says of the cases that come with the project. */
async function run (...args: string[]): Promise<{ passes: boolean, lines: string[] }> {
  const lines: string[] = []
  const passes = await main(args, line => { lines.push(line) })
  return { passes, lines }
}

test.serial('every case that comes with the project passes on wasm', async t => {
  const { passes, lines } = await run('--backend', 'wasm')
  t.true(passes, lines.join('\n'))
  t.regex(lines[lines.length - 1], /^[1-9]\d* passed, 0 failed$/)
})

for (const backend of backends) {
  test.serial(`a moved number makes every golden case fail on ${backend}`, async t => {
    const { passes, lines } = await run('--control', '--backend', backend)
    t.true(passes, lines.join('\n'))
    t.regex(lines[lines.length - 1], /^(\d+) of \1 caught$/)
  })
}

test.serial('golden runs leave no tensors behind', async t => {
  await run('--backend', 'cpu')
  const before = tf.memory().numTensors
  await run('--backend', 'cpu')
  t.is(tf.memory().numTensors, before)
})
