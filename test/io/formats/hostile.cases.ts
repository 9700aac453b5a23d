import test from 'ava'
import fc from 'fast-check'
import { RemixtureError } from '../../../core/errors.js'
import {
  readCsv, readNpy, readNpz, readParquet, readTar
} from '../../../plugins/io/formats/index.js'
import { all, bytesOf } from './support.js'

/** What blows up takes minutes; what others run beside it may make a file take seconds. */
const HANGS = 10_000
const MEBI = 2 ** 20

/** One way to damage a file: where, how, and with what. */
const damages = fc.record({
  how: fc.constantFrom('flip', 'set', 'cut', 'insert', 'copy', 'word', 'tail'),
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  what: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
    fc.nat(2 ** 32 - 1))
})

interface Damage { readonly how: string, readonly where: number, readonly what: number }

function damage (bytes: Uint8Array, { how, where, what }: Damage): Uint8Array {
  const at = Math.floor(where * bytes.length)
  const copy = Buffer.from(bytes)
  switch (how) {
    case 'flip': copy[at] ^= 1 << what % 8; break
    case 'set': copy[at] = what; break
    case 'cut': return copy.subarray(0, at)
    case 'insert': return Buffer.concat([copy.subarray(0, at), Buffer.of(what), copy.subarray(at)])
    case 'copy': copy.copy(copy, at, what % copy.length, what % copy.length + 16); break
    case 'word': if (at + 4 <= copy.length) copy.writeUInt32LE(what, at); break
    // Footers and central directories are at the end, and small.
    default: copy[copy.length - 1 - Math.floor(where * Math.min(copy.length, 1500))] = what
  }
  return copy
}

const readers: Record<string, [files: string[], read: (bytes: Uint8Array) => Promise<unknown>]> = {
  NPY: [['npy/f8.be.F.npy', 'npy/b1.le.C.npy', 'npy/version3.npy', 'npy/f2.le.C.npy'],
    bytes => readNpy(bytes)],
  NPZ: [['stored.npz', 'deflated.npz'], bytes => readNpz(bytes)],
  TAR: [['pax.tar', 'gnu.tar'], bytes => all(readTar(bytes))],
  Parquet: [['plain-v1', 'snappy-v1', 'gzip-v2', 'brotli-v1', 'zstd-v2', 'split']
    .map(name => `parquet/${name}.parquet`), bytes => all(readParquet(bytes))],
  CSV: [['expected.json'], bytes => readCsv(bytes, { numbers: 'all', header: false }).columns()]
}

for (const [name, [files, read]] of Object.entries(readers))
  test.serial(`a damaged ${name} is read or refused, in a second and little memory`, async t => {
    const whole = files.map(bytesOf)
    let refused = 0
    await fc.assert(fc.asyncProperty(
      fc.constantFrom(...whole), fc.array(damages, { minLength: 1, maxLength: 3 }),
      async (bytes, how) => {
        const damaged = how.reduce(damage, bytes)
        const before = process.memoryUsage()
        const start = performance.now()
        try {
          await read(damaged)
        } catch (error) {
          refused++
          if (!(error instanceof RemixtureError)) throw error
        }
        const after = process.memoryUsage()
        t.true(performance.now() - start < HANGS)
        t.true(after.arrayBuffers - before.arrayBuffers < 32 * MEBI)
        t.true(after.heapUsed - before.heapUsed < 64 * MEBI)
      }
    ), { numRuns: 400, seed: 17 })
    // The damage must bite, or this would show nothing.
    t.true(refused > 100, `${refused} of 400 were refused`)
  })

test('every cut of a small file is refused', async t => {
  const files = [['npy/version2.npy', readers.NPY[1]], ['deflated.npz', readers.NPZ[1]],
    ['parquet/split.parquet', readers.Parquet[1]]] as const
  for (const [file, read] of files) {
    const bytes = bytesOf(file)
    const step = Math.ceil(bytes.length / 300)
    for (let size = 0; size < bytes.length; size += step)
      await t.throwsAsync(() => read(bytes.subarray(0, size)), { instanceOf: RemixtureError },
        `${file} cut to ${size}`)
  }
})

test('a flipped bit of an NPZ never changes a number unseen', async t => {
  const bytes = bytesOf('deflated.npz')
  const right = await readNpz(bytes)
  let seen = 0
  for (let bit = 0; bit < bytes.length * 8; bit += 7) {
    const flipped = bytes.slice()
    flipped[bit >> 3] ^= 1 << (bit & 7)
    try {
      const got = await readNpz(flipped)
      // A flip in a name or a date of the ZIP does no harm to the numbers.
      t.deepEqual(Object.values(got), Object.values(right))
    } catch (error) {
      t.true(error instanceof RemixtureError)
      seen++
    }
  }
  t.true(seen > 300)
})

test('no byte of a Parquet footer can be set so that reading does not end', async t => {
  const bytes = bytesOf('parquet/nested.parquet')
  const length = new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
  let refused = 0
  // As a number of Thrift, 1 is -1: fewer children than none, for one.
  for (const what of [1, 0xff])
    for (let at = bytes.length - 8 - length; at < bytes.length; at++) {
      const damaged = bytes.slice()
      damaged[at] = what
      const start = performance.now()
      try {
        await all(readParquet(damaged, { columns: ['ok'] }))
      } catch (error) {
        t.true(error instanceof RemixtureError)
        refused++
      }
      t.true(performance.now() - start < HANGS)
    }
  t.true(refused > length / 2)
})
