import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import test from 'ava'

/** What only inversify can do: hand a class to an application's own container. */
const nodeOnly = 'application.test.js'

test('the registry of pages passes the tests of the one in Node', async t => {
  const folder = 'dist/test/registry'
  const files = (await readdir(folder))
    .filter(file => file.endsWith('.test.js') && file !== nodeOnly)
  t.true(files.length > 3)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/ava/entrypoints/cli.mjs', '--tap', ...files.map(file => `${folder}/${file}`)],
    { env: { ...process.env, NODE_OPTIONS: '--conditions=browser' } })
  t.regex(stdout, /# pass [1-9]/)
  t.regex(stdout, /# fail 0/)
})
