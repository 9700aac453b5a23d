import test from 'ava'
import { mistakes } from './support/mistakes.js'
import { soaks } from './support/soak-checks.js'

test('every mistake of the soak is a different one', t => {
  t.true(Object.keys(mistakes).length >= 10)
})

// 50,000 of them, and what is lost being found out, are in test/full
test.serial('1,000 batches on wasm, every tenth wrong, leave no tensor', async t => {
  t.timeout(120_000)
  await soaks(t, 'wasm', 1_000, 400)
})
