import test from 'ava'
import { soaked, soaks } from '../../robust/support/soak-checks.js'

test.serial('50,000 batches on wasm, every tenth wrong, leave no tensor and no memory', async t => {
  t.timeout(900_000)
  await soaks(t, 'wasm', 50_000, 2_000)
})

test.serial('10,000 batches on cpu, every tenth wrong, leave no tensor and no memory', async t => {
  t.timeout(900_000)
  await soaks(t, 'cpu', 10_000, 1_000)
})

test.serial('a tensor that is lost with every batch is found out', async t => {
  t.timeout(120_000)
  const { warm, end } = await soaked('wasm', 600, 200, 'tensors')
  t.true(end.tensors > warm.tensors)
  t.true(end.buffers > warm.buffers)
  t.true(end.bytes > warm.bytes)
})

test.serial('memory that is lost with every batch is found out', async t => {
  t.timeout(120_000)
  const { growth } = await soaked('wasm', 3_000, 600, 'memory')
  t.true(growth > 2 * 1024, `${growth} bytes a batch`)
})
