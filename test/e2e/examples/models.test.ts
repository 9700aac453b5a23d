import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'

/** The lines of an example in its fast mode, run as a user does. */
async function run (example: string): Promise<string[]> {
  const file = path.join(import.meta.dirname, '..', '..', '..', 'examples', `${example}.js`)
  const { stdout } = await promisify(execFile)(process.execPath, [file, '--fast'])
  return stdout.trimEnd().split('\n')
}

for (const [example, methods] of [
  ['saliency', ['warm-up', 'plain', 'mixup', 'cutmix', 'puzzlemix', 'a']],
  ['transmix', ['plain', 'mixup', 'cutmix', 'transmix']]
] as const) {
  test.serial(`${example} trains by every method on wasm`, async t => {
    t.timeout(300_000)
    const lines = await run(example)
    t.deepEqual(lines.map(line => line.split(' ')[0]), [...methods])
    for (const line of lines.filter(each => each.includes('accuracy')))
      t.true(Number(/accuracy ([\d.]+)/.exec(line)?.[1]) > 0.1, line)
  })
}

test.serial('rooms are segmented with and without Mix3D on wasm, beyond chance', async t => {
  t.timeout(300_000)
  const lines = await run('rooms')
  t.deepEqual(lines.map(line => line.split(' ')[0]), ['plain', 'mix3d'])
  // Whoever says floor and wall only has 0.33 at most
  for (const line of lines)
    t.true(Number(/unusual rooms mIoU ([\d.]+)/.exec(line)?.[1]) > 0.2, line)
})
