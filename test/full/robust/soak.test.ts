import test from 'ava'
import { soaks } from '../../robust/support/soak-checks.js'

test.serial('50,000 batches on wasm, every tenth wrong, leave no tensor and no memory', async t => {
  t.timeout(900_000)
  await soaks(t, 'wasm', 50_000, 2_000)
})

test.serial('10,000 batches on cpu, every tenth wrong, leave no tensor and no memory', async t => {
  t.timeout(900_000)
  await soaks(t, 'cpu', 10_000, 1_000)
})
