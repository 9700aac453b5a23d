import test from 'ava'
import { run } from './support/child.js'

test('importing every entry, mixing and training on two backends writes nothing', async t => {
  t.timeout(120_000)
  t.deepEqual(await run('quiet.js'), { stdout: '', stderr: '' })
})

test('a warning would be heard', async t => {
  t.timeout(120_000)
  const { stderr } = await run('quiet.js', 'aloud')
  t.regex(stderr, /this is heard/)
})
