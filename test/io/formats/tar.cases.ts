import { readFile, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import test from 'ava'
import fc from 'fast-check'
import {
  decodePart, readTar, shards, writeTar, type TarSampleInput
} from '../../../plugins/io/formats/index.js'
import { all, beside, bytesOf, fixture, inFolder, refuses } from './support.js'

/** A TAR header, as it should be or not. */
function header (name: string, size: number | string, type = '0', link = ''): Buffer {
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write('0000644\0' + '0000000\0'.repeat(2), 100)
  block.write(typeof size === 'string' ? size : size.toString(8).padStart(11, '0'), 124)
  block.write('00000000000', 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.write(link, 157)
  block.write('ustar\0' + '00', 257)
  block.write(block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\0 ', 148)
  return block
}
const padded = (text: string) => Buffer.concat([Buffer.from(text)],
  Math.ceil(Buffer.byteLength(text) / 512) * 512)
const fileOf = (name: string, text = 'x') =>
  Buffer.concat([header(name, text.length), padded(text)])
const end = Buffer.alloc(1024)
const archive = (...parts: Buffer[]) => Buffer.concat([...parts, end])

for (const name of ['pax.tar', 'gnu.tar'])
  test(`Python's ${name} has the samples that were put in, long names too`, async t => {
    const samples = await all(readTar(fixture(name)))
    t.deepEqual(samples.map(({ key }) => key),
      ['train/x000000', 'train/x000001', `train/${'x'.repeat(120)}000002`])
    for (const [k, { parts, shard }] of samples.entries()) {
      t.is(shard, fixture(name))
      t.is(await decodePart('cls', parts.cls), k)
      t.deepEqual(await decodePart('json', parts.json), { k })
      t.deepEqual(parts.bin, Uint8Array.from({ length: k * 100 }, (_, i) => i))
    }
    t.deepEqual(await all(readTar(bytesOf(name))), samples.map(sample =>
      ({ ...sample, shard: 'readTar' })))
  })

test('parts mean what WebDataset writers mean by them', async t => {
  const bytes = (text: string) => Buffer.from(text)
  t.is(await decodePart('cls', bytes('12\n')), 12)
  t.is(await decodePart('meta.txt', bytes('ä')), 'ä')
  t.is((await decodePart('npy', bytesOf('npy/i4.le.C.npy')) as { type: string }).type, 'int32')
  t.deepEqual(await decodePart('jpg', bytes('12')), bytes('12'))
  await refuses(t, 'FORMAT', /cls: must be a whole number, got "1.5"/, () =>
    decodePart('cls', bytes('1.5')))
  await refuses(t, 'FORMAT', /json: is not JSON/, () => decodePart('json', bytes('{')))
  await refuses(t, 'FORMAT', /txt: is not UTF-8/, () => decodePart('txt', Uint8Array.of(0xff)))
})

test('a pattern stands for its shards, in order', async t => {
  t.deepEqual(shards('a-{008..011}.tar'),
    ['a-008.tar', 'a-009.tar', 'a-010.tar', 'a-011.tar'])
  t.deepEqual(shards('{0..1}/{2..3}'), ['0/2', '0/3', '1/2', '1/3'])
  t.deepEqual(shards('plain.tar'), ['plain.tar'])
  for (const pattern of ['{3..1}', '{0..99999999}', '{0..999}{0..999}'])
    await refuses(t, 'INPUT', /1 to 100000 files/, () =>
      Promise.resolve().then(() => shards(pattern)))
})

const samples = fc.uniqueArray(fc.record({
  key: fc.stringMatching(/^([a-zä]{1,3}\/){0,2}[a-z0-9_ -]{1,9}$/),
  parts: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}(\.[a-z]{1,3})?$/),
    fc.uint8Array({ maxLength: 1500 }), { minKeys: 1, maxKeys: 3 })
}), { selector: ({ key }) => key, maxLength: 6 })

test('what is written in shards is read again, and always as the same bytes', t =>
  inFolder(file => fc.assert(fc.asyncProperty(samples, fc.integer({ min: 1, max: 3 }),
    async (given, perShard) => {
      const written = await writeTar(file('%02d.tar'), given, { perShard })
      t.is(written.length, Math.max(1, Math.ceil(given.length / perShard)))
      const first = await readFile(written[0])
      const last = String(written.length - 1).padStart(2, '0')
      const read = await all(readTar(file(`{00..${last}}.tar`)))
      t.deepEqual(read.map(({ key, parts }) => ({ key, parts: { ...parts } })),
        given.map(({ key, parts }) => ({ key, parts: { ...parts } })))
      await writeTar(file('%02d.tar'), given, { perShard })
      t.deepEqual(await readFile(written[0]), first)
    }), { numRuns: 40, seed: 2 })))

test('an archive is read the same however it is cut, and from gzip', t => inFolder(async file => {
  const bytes = bytesOf('pax.tar')
  const whole = (await all(readTar(bytes))).map(({ parts }) => parts)
  for (const size of [1, 100, 512, 700, 5000]) {
    const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size))
    t.deepEqual((await all(readTar(Readable.from(cut)))).map(({ parts }) => parts), whole)
  }
  await writeFile(file('a.tar.gz'), gzipSync(bytes))
  t.deepEqual((await all(readTar(file('a.tar.gz')))).map(({ parts }) => parts), whole)
}))

test('names that lead elsewhere are refused', async t => {
  for (const name of ['../a.cls', '/a.cls', 'a/../../b.cls', 'a//b.cls', 'c:/a.cls', 'a\\b.cls',
    'a/./b.cls', 'a\u0007.cls'])
    await refuses(t, 'FORMAT', /not a path within the archive/, () =>
      all(readTar(archive(fileOf(name)))))
  for (const name of ['noextension', '.hidden', 'a.'])
    await refuses(t, 'FORMAT', /not named as key\.part/, () =>
      all(readTar(archive(fileOf(name)))))
  t.is((await all(readTar(archive(fileOf('./a.CLS')))))[0].parts.cls.length, 1)
})

test('links and devices are refused, folders passed over', async t => {
  for (const [type, what] of [['1', 'link'], ['2', 'symlink'], ['3', 'character-device'],
    ['6', 'fifo']])
    await refuses(t, 'FORMAT', new RegExp(`is a ${what}, not a file`), () =>
      all(readTar(archive(header('a.cls', 0, type, '/etc/passwd')))))
  t.is((await all(readTar(archive(header('d/', 0, '5'), fileOf('d/a.cls'))))).length, 1)
})

test('two files of one name in a sample are refused', async t => {
  await refuses(t, 'FORMAT', /has "a.cls" twice/, () =>
    all(readTar(archive(fileOf('a.cls'), fileOf('a.CLS')))))
})

test('sizes above the limits are refused before they are read', async t => {
  await refuses(t, 'FORMAT', /has 8589934591 bytes, more than maximumFile/, () =>
    all(readTar(archive(header('a.cls', 8 ** 11 - 1)))))
  const two = archive(fileOf('a.cls', 'xx'), fileOf('a.txt', 'yyy'))
  await refuses(t, 'FORMAT', /exceed maximumSample, 4/, () =>
    all(readTar(two, { maximumSample: 4 })))
  await refuses(t, 'FORMAT', /more than maximumFile, 2/, () =>
    all(readTar(two, { maximumFile: 2 })))
  t.is((await all(readTar(two, { maximumSample: 5, maximumFile: 3 }))).length, 1)
})

test('an archive that is cut off is an error, also between two files', async t => {
  const one = fileOf('a.cls')
  for (const bytes of [one, one.subarray(0, 700), one.subarray(0, 512), Buffer.alloc(0),
    archive(one).subarray(0, -100), Buffer.concat([one, header('b.cls', 5000)])])
    await refuses(t, 'FORMAT', /ends before|end of data/, () => all(readTar(bytes)))
})

test('pax records that are not as long as they say are refused', async t => {
  const pax = (records: string) =>
    Buffer.concat([header('x', records.length, 'x'), padded(records)])
  for (const records of ['-9 path=x\n', '0 a=b\n', '99 a=b\n', '6 a=b', 'a=b\n', '6 a=bc\n',
    '3 a\n'])
    await refuses(t, 'FORMAT', /damaged pax header/, () =>
      all(readTar(archive(pax(records), fileOf('a.cls')))))
  await refuses(t, 'FORMAT', /pax header of no sensible size/, () =>
    all(readTar(archive(header('x', 2 ** 30, 'x')))))
  const [sample] = await all(readTar(archive(pax('14 path=b.txt\n'), fileOf('a.cls'))))
  t.is(sample.key, 'b')
})

test('a loop that is left early closes the stream', async t => {
  let closed = false
  const source = Readable.from((function * () {
    try {
      for (let i = 0; i < 100_000; i++) yield fileOf(`${i}.cls`)
      yield end
    } finally { closed = true }
  })())
  for await (const { key } of readTar(source)) if (key === '3') break
  await new Promise(resolve => setTimeout(resolve, 50))
  t.true(closed)
})

test('a sample that cannot be written leaves no shard behind, and those before it whole', t =>
  inFolder(async file => {
    const good = { key: 'a', parts: { cls: 1 } }
    const bads: TarSampleInput[] = [
      { key: '../b', parts: { cls: 1 } }, { key: 'b.c', parts: { cls: 1 } },
      { key: 'b', parts: {} }, { key: 'b', parts: { CLS: 1 } }, { key: 'b', parts: { cls: NaN } }]
    for (const bad of bads) {
      const error = await t.throwsAsync(() =>
        writeTar(file('%d.tar'), [good, bad], { perShard: 1 }))
      t.regex(error?.message ?? '', /writeTar/)
      t.deepEqual(await beside(file('0.tar')), ['0.tar'])
    }
    await refuses(t, 'INPUT', /%d or %06d/, () =>
      writeTar(file('a.tar'), [good], { perShard: 1 }))
    await refuses(t, 'INPUT', /only then/, () => writeTar(file('%d.tar'), [good]))
    t.deepEqual(await writeTar(file('a.tar'), []), [file('a.tar')])
    t.deepEqual(await all(readTar(file('a.tar'))), [])
  }))
