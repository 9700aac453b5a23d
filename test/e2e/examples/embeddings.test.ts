import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'

/** The lines of an example, run as a user does. */
async function run (example: string, ...args: readonly string[]): Promise<string[]> {
  const folder = path.join(import.meta.dirname, '..', '..', '..', 'examples', 'embedding')
  const { stdout } =
    await promisify(execFile)(process.execPath, [path.join(folder, `${example}.js`), ...args])
  return stdout.trimEnd().split('\n')
}

function numbersIn (line: string): number[] {
  return [...line.matchAll(/(?<=[a-z\d] )-?\d+\.\d+/g)].map(([number]) => Number(number))
}

test.serial('m²-Mix brings pairs nearer and closes the gap of a toy CLIP', async t => {
  const lines = await run('toy-clip')
  t.deepEqual(lines.map(line => line.split(':')[0]), ['CLIP', 'CLIP and m2-mix'])
  const [plain, mixed] = lines.map(numbersIn)
  t.true(mixed[0] < plain[0] && mixed[3] < plain[3], lines.join('\n'))
  t.true([plain, mixed].every(([, even, found]) => even < -1.5 && found > 0.05), lines.join('\n'))
})

test.serial('Airfoil is learnt better after every kind of pre-training', async t => {
  const lines = await run('airfoil')
  t.deepEqual(lines.map(line => line.split(':')[0]), ['from scratch', 'weighted SupCon',
    'Rank-N-Contrast', 'mixed negatives', 'SupReMix'])
  const [scratch, ...trained] = lines.map(line => numbersIn(line)[0])
  t.true(trained.every(error => error < scratch), lines.join('\n'))
})

test.serial('MoCHi\'s mixes are harder than the hardest of the queue', async t => {
  const lines = await run('mochi-queue')
  t.deepEqual(lines.map(line => line.split(':')[0]), ['MoCo', 'MoCHi', 'cosines'])
  const [, own] = numbersIn(lines[0])
  const [, mixed] = numbersIn(lines[1])
  t.true(own > 0.7 && mixed > 0.7, lines.join('\n'))
  const [all, hardest, pairs, withQuery] = numbersIn(lines[2])
  t.true(all < hardest && hardest < pairs + 0.01 && hardest < withQuery, lines.join('\n'))
})

test.serial('nodes of two views of a graph are told apart, from mixed negatives too', async t => {
  const lines = await run('drop-mix-graph')
  t.deepEqual(lines.map(line => line.split(':')[0]), ['plain negatives', 'DropMix'])
  for (const line of lines) {
    const [loss, found] = numbersIn(line)
    // Nothing told apart: log 2
    t.true(loss < 0.6 && found > 0.7, line)
  }
})
