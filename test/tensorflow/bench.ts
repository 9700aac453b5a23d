/**
 * How fast tfjs-node mixes, beside torch: `node dist/test/tensorflow/bench.js [rounds]`, after
 * `npm run test:tensorflow`, where `python3` has torch.
 *
 * Both run by turns in processes of their own, eager, with one thread, and with glibc's malloc
 * twice: as it is, where torch gets fresh pages from the system for every large tensor, and tuned,
 * where it gets back those that it freed. The middle of the rounds counts.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

interface Report {
  readonly version: string
  readonly busy: number
  readonly peak: number
  readonly times: Readonly<Record<string, number>>
  readonly cost?: ReadonlyArray<{ name: string, operations: string[], reads: number }>
}

const root = path.resolve(import.meta.dirname, '../../..')
const rounds = Number(process.argv[2] ?? 3)
const one = {
  OMP_NUM_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2', REMIXTURE_BACKENDS: 'tensorflow'
}
const mallocs = {
  'as it is': {},
  tuned: { MALLOC_MMAP_THRESHOLD_: '4294967296', MALLOC_TRIM_THRESHOLD_: '4294967296' }
}

function run (command: string, file: string, variables: object): Report {
  const cwd = path.join(root, 'out/tensorflow/tfjs-node')
  const env = { ...process.env, ...one, ...variables }
  const { status, stdout, stderr } = spawnSync(command, [file], { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Report
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]

const print = (...cells: readonly string[]): void => { console.log(`| ${cells.join(' | ')} |`) }

function timesOf (reports: readonly Report[]): Map<string, number> {
  return new Map(Object.keys(reports[0].times).map(name =>
    [name, middle(reports.map(({ times }) => times[name]))]))
}

for (const [malloc, variables] of Object.entries(mallocs)) {
  const ours: Report[] = []
  const theirs: Report[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(run(process.execPath, 'dist/test/tensorflow/mix-times.js', variables))
    theirs.push(run('python3', path.join(root, 'test/tensorflow/torch_mix.py'), variables))
  }
  const [{ version, busy, cost = [] }] = ours
  if (malloc === 'as it is') {
    for (const { name, operations, reads } of cost) {
      console.log(`${name}: ${operations.length} operations (${operations.join(', ')}), ` +
        `${reads} numbers read back`)
    }
  }
  console.log(`\n128 × 224 × 224 × 3 float32, malloc ${malloc}; ${version}, ${busy.toFixed(2)} ` +
    `processors busy; ${theirs[0].version}, ${theirs[0].busy.toFixed(2)}; ${rounds} rounds`)
  const mine = timesOf(ours)
  print('', 'ms', 'to ours')
  for (const [name, time] of mine) print(`tensorflow: ${name}`, time.toFixed(1), '')
  for (const [name, time] of timesOf(theirs)) {
    const own = mine.get(name.split(':')[0]) ?? NaN
    print(`torch: ${name}`, time.toFixed(1), `we take ${(own / time).toFixed(2)} ×`)
  }
}
