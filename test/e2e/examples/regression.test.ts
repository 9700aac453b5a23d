import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'

/** The lines of an example, run as a user does. */
async function run (example: string, ...args: readonly string[]): Promise<string[]> {
  const file = path.join(import.meta.dirname, '..', '..', '..', 'examples', `${example}.js`)
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args])
  return stdout.trimEnd().split('\n')
}

for (const [name, epochs, most] of [['airfoil', 20, 6], ['california', 5, 0.9]] as const) {
  test.serial(`${name} learns by every method from one seed`, async t => {
    t.timeout(300_000)
    const lines = await run(`regression/${name}`, '--epochs', String(epochs))
    t.deepEqual(lines.map(line => line.split(' ')[0]),
      ['none', 'mixup', 'manifold', 'c-mixup', 'ada'])
    for (const line of lines) t.true(Number(/RMSE ([\d.]+)/.exec(line)?.[1]) < most, line)
  })
}

test.serial('C-Mixup goes through a whole table', async t => {
  t.is((await run('c-mixup-table'))[1], '323 batches of 20640 rows')
})
