import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import test from 'ava'

test('the registry of pages passes the tests of the one in Node', async t => {
  // All but application.test.js: what only inversify can do
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/ava/entrypoints/cli.mjs', '--tap', 'dist/test/registry/registry.test.js'],
    { env: { ...process.env, NODE_OPTIONS: '--conditions=browser' } })
  t.regex(stdout, /# pass [1-9]/)
  t.regex(stdout, /# fail 0/)
})
