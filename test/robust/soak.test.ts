import test from 'ava'
import { mistakes } from './support/mistakes.js'
import { soaked, soaks } from './support/soak-checks.js'

test('every mistake of the soak is a different one', t => {
  t.true(Object.keys(mistakes).length >= 10)
})

test.serial('10,000 batches on wasm, every tenth wrong, leave no tensor and no memory', async t => {
  t.timeout(240_000)
  await soaks(t, 'wasm', 10_000, 1_000)
})

test.serial('1,000 batches on cpu, every tenth wrong, leave no tensor', async t => {
  t.timeout(120_000)
  await soaks(t, 'cpu', 1_000, 400)
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
