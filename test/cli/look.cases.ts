import { mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { RemixtureError } from '../../core/index.js'
import { lookAt } from '../../plugins/cli/look.js'
import { writeNpy, writeNpz, writeParquet, writeTar } from '../../plugins/io/formats/index.js'

const folder = mkdtempSync(path.join(tmpdir(), 'remixture-look-'))
const at = (name: string): string => path.join(folder, name)
const numbers = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }

test('a table is told by its rows and columns', async t => {
  await writeFile(at('a.csv'), 'one,two\n1,2\n3,4\n5,6\n')
  const { kind, facts, program } = await lookAt(at('a.csv'))
  t.is(kind, 'a table')
  t.deepEqual(facts, [['rows', '3'], ['columns', 'one, two']])
  t.regex(program.join('\n'), /readCsv\('.*a\.csv', \{ numbers: 'all' \}\)/)
})

test('arrays are told by their types and shapes', async t => {
  await writeNpy(at('a.npy'), numbers)
  t.deepEqual((await lookAt(at('a.npy'))).facts, [['type', 'float32'], ['shape', '2 × 3']])
  await writeNpz(at('a.npz'), { x: numbers, y: { data: Int32Array.of(7), shape: [1] } })
  t.deepEqual((await lookAt(at('a.npz'))).facts, [['x', 'float32, 2 × 3'], ['y', 'int32, 1']])
})

test('a Parquet file is told by its rows and columns', async t => {
  await writeParquet(at('a.parquet'), [{ price: Float64Array.of(1, 2, 3) }])
  t.deepEqual((await lookAt(at('a.parquet'))).facts,
    [['rows', '3'], ['row groups', '1'], ['columns', 'price']])
})

test('an archive is told by its samples and their parts', async t => {
  const parts = { jpg: Uint8Array.of(1), cls: new TextEncoder().encode('3') }
  await writeTar(at('a.tar'), [{ key: '0', parts }, { key: '1', parts }])
  t.deepEqual((await lookAt(at('a.tar'))).facts, [['samples', '2'], ['parts', 'jpg, cls']])
})

test('one picture is told by its size, and has nobody to be mixed with', async t => {
  const create = { width: 6, height: 4, channels: 3, background: 'red' } as const
  await sharp({ create }).toFile(at('a.png'))
  const { facts, program } = await lookAt(at('a.png'))
  t.deepEqual(facts, [['size', '4 × 6'], ['format', 'png'], ['channels', '3']])
  t.regex(program[0], /nobody to be mixed with/)
})

test('a file that cannot be read, or of another kind, gives a sentence', async t => {
  const cases = [['b.npy', 'FORMAT'], ['b.png', 'FORMAT'], ['b.exe', 'INPUT']] as const
  for (const [name, code] of cases) {
    await writeFile(at(name), 'no such thing')
    const error = await t.throwsAsync(lookAt(at(name)), { instanceOf: RemixtureError }, name)
    t.is(error?.code, code, name)
  }
})
