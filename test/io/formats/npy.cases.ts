import { writeFile, readFile } from 'node:fs/promises'
import test from 'ava'
import fc from 'fast-check'
import { RemixtureError } from '../../../core/errors.js'
import { readNpy, writeNpy } from '../../../plugins/io/formats/index.js'
import {
  fromHalf, numberTypes, toHalf, type NumberArray, type NumberType
} from '../../../core/npy/number-type.js'
import { beside, bytesOf, expected, fixture, inFolder, plain, refuses } from './support.js'

for (const [name, wanted] of Object.entries(expected.npy as Record<string, object>))
  test(`numpy's ${name} has the numbers that numpy says`, async t => {
    const { type, shape, data } = await readNpy(fixture(`npy/${name}`))
    t.deepEqual({ type, shape, data: plain(data) }, wanted)
    t.true(data instanceof numberTypes[type].holds)
  })

for (const name of expected.refused as string[])
  test(`numpy's ${name} is refused with what to do`, t =>
    refuses(t, 'FORMAT', /save (numbers|integers|every field)/, () =>
      readNpy(fixture(`npy/${name}`))))

const types = Object.keys(numberTypes) as NumberType[]

/** An array of any type and shape, from random bytes: every bit pattern occurs. */
const arrays = fc.tuple(
  fc.constantFrom(...types), fc.array(fc.nat(4), { maxLength: 4 }), fc.infiniteStream(fc.nat(255))
).map(([type, shape, stream]) => {
  const { holds } = numberTypes[type]
  const count = shape.reduce((a, b) => a * b, 1)
  const bytes = Uint8Array.from({ length: count * holds.BYTES_PER_ELEMENT }, () => {
    const byte = stream.next().value as number
    return type === 'bool' ? byte & 1 : byte
  })
  const data: NumberArray = type === 'float16'
    ? Float32Array.from({ length: count }, (_, i) =>
      fromHalf(bytes[4 * i] * 256 + bytes[4 * i + 1]))
    : new holds(bytes.buffer)
  return { type, shape, data }
})

test('what is written is read again, bit by bit, whatever the type and shape', async t => {
  await inFolder(file => fc.assert(fc.asyncProperty(arrays, async array => {
    await writeNpy(file('a.npy'), array)
    const read = await readNpy(file('a.npy'))
    t.deepEqual(read, await readNpy(await readFile(file('a.npy'))))
    t.deepEqual({ type: read.type, shape: read.shape }, { type: array.type, shape: array.shape })
    // Comparing numbers leaves the payload of NaN open, which half precision does not keep.
    t.deepEqual(plain(read.data), plain(array.data))
  }), { numRuns: 150, seed: 7 }))
})

test('every half-precision number survives the way there and back', t => {
  for (let bits = 0; bits < 65_536; bits++) {
    const number = fromHalf(bits)
    if (!Number.isNaN(number) && toHalf(number) !== bits) t.fail(`${bits} became ${toHalf(number)}`)
  }
  t.is(toHalf(NaN), 0x7e00)
})

test('rounding to half precision takes the nearest number, ties to even', t => {
  fc.assert(fc.property(fc.float({ noNaN: true, min: -65_504, max: 65_504 }), value => {
    const got = fromHalf(toHalf(value))
    const bits = toHalf(Math.abs(value))
    for (const near of [bits - 1, bits + 1].filter(each => each >= 0 && each < 0x7c00)) {
      const off = Math.abs(Math.abs(value) - fromHalf(near))
      const own = Math.abs(Math.abs(got) - Math.abs(value))
      t.true(own < off || (own === off && bits % 2 === 0))
    }
  }), { numRuns: 500, seed: 3 })
  t.is(toHalf(65_519.99), 0x7bff)
  t.is(toHalf(65_520), 0x7c00)
})

test.serial('a header that announces more than the file has takes no memory', async t => {
  const lie = bytesOf('npy/f4.le.C.npy')
  const text = new TextDecoder('latin1').decode(lie).replace("'shape': (2, 3), }",
    "'shape': (99999999999, 3), }").slice(0, lie.length)
  const before = process.memoryUsage().arrayBuffers
  await refuses(t, 'FORMAT', /announces 1199999999988 bytes/, () =>
    readNpy(Buffer.from(text, 'latin1')))
  t.true(process.memoryUsage().arrayBuffers - before < 10_000_000)
})

test('bytes that follow the array, or are missing, are an error', async t => {
  const whole = bytesOf('npy/i4.le.C.npy')
  await refuses(t, 'FORMAT', /announces 24 bytes/, () => readNpy(whole.slice(0, -1)))
  await refuses(t, 'FORMAT', /announces 24 bytes/, () => readNpy(Buffer.concat([whole, whole])))
  await refuses(t, 'FORMAT', /ends within/, () => readNpy(whole.slice(0, 60)))
  await refuses(t, 'FORMAT', /not an NPY/, () => readNpy(new Uint8Array(0)))
})

test('limits, sources and inputs are checked', async t => {
  const path = fixture('npy/f8.le.C.npy')
  await refuses(t, 'FORMAT', /more than maximumBytes, 47/, () =>
    readNpy(path, { maximumBytes: 47 }))
  t.is((await readNpy(path, { maximumBytes: 48 })).data.length, 6)
  await refuses(t, 'OPTION', /"maximumBytes" must be/, () => readNpy(path, { maximumBytes: 0 }))
  await refuses(t, 'UNKNOWN_OPTION', /Did you mean "maximumBytes"/, () =>
    readNpy(path, { maximumByte: 1 } as object))
  await refuses(t, 'INPUT', /must be a path/, () => readNpy(5 as never))
  await t.throwsAsync(() => readNpy('/no/such/file.npy'), { code: 'ENOENT' })
})

test('a write that fails leaves the file that was there, and nothing else', async t => {
  await inFolder(async file => {
    await writeFile(file('a.npy'), 'before')
    const data = Float32Array.of(1, 2)
    await refuses(t, 'INPUT', /"shape" must hold the 2 numbers/, () =>
      writeNpy(file('a.npy'), { data, shape: [3] }))
    await refuses(t, 'INPUT', /must be BigInt64Array for type int64/, () =>
      writeNpy(file('a.npy'), { data, type: 'int64' }))
    await refuses(t, 'INPUT', /0 and 1 only/, () =>
      writeNpy(file('a.npy'), { data: Uint8Array.of(2), type: 'bool' }))
    t.is(await readFile(file('a.npy'), 'utf8'), 'before')
    t.deepEqual(await beside(file('a.npy')), ['a.npy'])
    await t.throwsAsync(() => writeNpy(file('no/folder.npy'), { data }), { code: 'ENOENT' })
  })
})

test('errors name the file', async t => {
  const error = await t.throwsAsync(() => readNpy(fixture('stored.npz')),
    { instanceOf: RemixtureError })
  t.true(error?.message.includes(fixture('stored.npz')))
})
