import { readFile, writeFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'
import test from 'ava'
import fc from 'fast-check'
import { readNpz, writeNpz } from '../../../plugins/io/formats/index.js'
import { beside, bytesOf, expected, fixture, inFolder, plain, refuses } from './support.js'
import { zipOf } from './zip.js'

for (const name of ['stored.npz', 'deflated.npz'])
  test(`numpy's ${name} has the arrays that numpy says`, async t => {
    const arrays = await readNpz(fixture(name))
    t.deepEqual(Object.keys(arrays), ['x', 'y', 'a b', 'big'])
    const { big, ...others } = arrays
    t.deepEqual(Object.fromEntries(Object.entries(others).map(([key, { type, shape, data }]) =>
      [key, { type, shape, data: plain(data) }])), expected.npz)
    t.deepEqual(big.data, new Float64Array(3000))
    t.deepEqual(await readNpz(bytesOf(name)), arrays)
  })

test('only the arrays that are asked for are read', async t => {
  t.deepEqual(Object.keys(await readNpz(fixture('stored.npz'), { names: ['y'] })), ['y'])
  await refuses(t, 'UNKNOWN_NAME', /no array named "z"/, () =>
    readNpz(fixture('stored.npz'), { names: ['z'] }))
})

test('what is written is read again, stored or deflated, and always as the same bytes', t =>
  inFolder(file => fc.assert(fc.asyncProperty(
    fc.dictionary(fc.stringMatching(/^[^/\\:\0]{1,12}$/).filter(name => !/^\.{1,2}$/.test(name)),
      fc.float64Array({ maxLength: 20 }), { minKeys: 1, maxKeys: 4 }), fc.boolean(),
    async (given, compress) => {
      const arrays = Object.fromEntries(Object.entries(given).map(([name, data]) =>
        [name, { data }]))
      await writeNpz(file('a.npz'), arrays, { compress })
      const bytes = await readFile(file('a.npz'))
      const read = await readNpz(file('a.npz'))
      t.deepEqual(Object.keys(read).sort(), Object.keys(arrays).sort())
      for (const [name, { data }] of Object.entries(arrays)) t.deepEqual(read[name].data, data)
      await writeNpz(file('a.npz'), arrays, { compress })
      t.deepEqual(await readFile(file('a.npz')), bytes)
    }), { numRuns: 40, seed: 5 })))

test('names that lead elsewhere are not written', t => inFolder(async file => {
  const data = Float32Array.of(1)
  for (const name of ['../up', 'a/b', 'c:d', '..', ''])
    await refuses(t, 'INPUT', /without \//, () => writeNpz(file('a.npz'), { [name]: { data } }))
  t.deepEqual(await beside(file('a.npz')), [])
}))

const npy = bytesOf('npy/i4.le.C.npy')

test('a name may be __proto__ without harm', async t => {
  const arrays = await readNpz(zipOf([{ name: '__proto__.npy', bytes: npy }]))
  t.deepEqual(Object.keys(arrays), ['__proto__'])
  t.is(Object.getPrototypeOf(arrays), null)
})

test('entries that are no arrays, doubled or overlapping are refused', async t => {
  const bytes = npy
  await refuses(t, 'FORMAT', /not an \.npy file/, () => readNpz(zipOf([{ name: 'a.txt', bytes }])))
  await refuses(t, 'FORMAT', /two arrays named "a"/, () =>
    readNpz(zipOf([{ name: 'a.npy', bytes }, { name: 'a.npy', bytes }])))
  await refuses(t, 'FORMAT', /overlap/, () => readNpz(zipOf(Array.from({ length: 9 }, (_, i) =>
    ({ name: `${i}.npy`, bytes, at: 0 })))))
  await refuses(t, 'FORMAT', /cannot be read/, () =>
    readNpz(zipOf([{ name: '../a.npy', bytes }])))
})

test('a damaged array is told by its checksum', async t => {
  await refuses(t, 'FORMAT', /: a: is damaged/, () =>
    readNpz(zipOf([{ name: 'a.npy', bytes: npy, crc: 1 }])))
})

test.serial('a bomb is refused by what it claims, before it is unpacked', async t => {
  const bytes = new Uint8Array(50_000_000)
  const packed = deflateRawSync(bytes)
  const bomb = zipOf([{ name: 'a.npy', bytes, packed }])
  const before = process.memoryUsage().arrayBuffers
  await refuses(t, 'FORMAT', /unpacks to 50000000 bytes, more than maximumBytes, 1000/, () =>
    readNpz(bomb, { maximumBytes: 1000 }))
  t.true(process.memoryUsage().arrayBuffers - before < 1_000_000)
})

test('a size that lies is found out', async t => {
  const packed = deflateRawSync(npy)
  const lie = (size: number) => zipOf([{ name: 'a.npy', bytes: npy, packed, size }])
  await refuses(t, 'FORMAT', /more than is possible/, () => readNpz(lie(2 ** 31)))
  await refuses(t, 'FORMAT', /cannot be read|more than it claims/, () => readNpz(lie(20)))
  await refuses(t, 'FORMAT', /cannot be read|damaged/, () => readNpz(lie(npy.length + 1)))
})

test('ZIP64 positions beyond any file are an error, from bytes and from a file', t =>
  inFolder(async file => {
    for (const directory of [2n ** 63n - 1n, 2n ** 53n + 2n, 2n ** 40n]) {
      const bytes = zipOf([{ name: 'a.npy', bytes: npy }], directory)
      await writeFile(file('a.npz'), bytes)
      await refuses(t, 'FORMAT', /bytes; .* expected|cannot be read/, () => readNpz(bytes))
      await refuses(t, 'FORMAT', /bytes; .* expected|cannot be read/, () => readNpz(file('a.npz')))
    }
    t.is((await readNpz(zipOf([{ name: 'a.npy', bytes: npy }], 'right'))).a.data.length, 6)
  }))
