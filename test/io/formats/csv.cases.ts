import { readFile, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import test from 'ava'
import fc from 'fast-check'
import { readCsv, writeCsv } from '../../../plugins/io/formats/index.js'
import { strictNumber } from '../../../plugins/io/formats/csv/number.js'
import { all, beside, inFolder, refuses } from './support.js'

const text = (csv: string) => Buffer.from(csv)
const rowsOf = async (csv: string, options = {}) =>
  (await all(readCsv(text(csv), options))).map(row => ({ ...row }))

test('rows are texts by the names of their columns, unless numbers are asked for', async t => {
  const csv = 'file,price,n\na.png,1.50,3\nb.png,-2e3,4\n'
  t.deepEqual(await rowsOf(csv), [
    { file: 'a.png', price: '1.50', n: '3' }, { file: 'b.png', price: '-2e3', n: '4' }
  ])
  t.deepEqual(await rowsOf(csv, { numbers: ['price'] }), [
    { file: 'a.png', price: 1.5, n: '3' }, { file: 'b.png', price: -2000, n: '4' }
  ])
  const { price, file } = await readCsv(text(csv), { numbers: ['price', 'n'] }).columns()
  t.deepEqual(price, Float64Array.of(1.5, -2000))
  t.deepEqual(file, ['a.png', 'b.png'])
})

test('quotes, line ends, a byte order mark and empty lines are read by RFC 4180', async t => {
  const wanted = [{ a: 'x, "y"\r\nz', b: '' }, { a: ' 1 ', b: 'ä' }]
  for (const end of ['\n', '\r\n', '\r'])
    t.deepEqual(
      await rowsOf(`\ufeffa,b${end}"x, ""y""\r\nz",${end}${end} 1 ,"ä"${end}${end}`), wanted)
  t.deepEqual(await rowsOf('a,b\n1,2'), [{ a: '1', b: '2' }])
})

test('a path that ends in .tsv has tabs; any one character may separate', async t => {
  await inFolder(async file => {
    await writeFile(file('a.tsv'), 'a\tb\n1,5\t2\n')
    const rows = await all(readCsv(file('a.tsv')))
    t.deepEqual(rows.map(row => ({ ...row })), [{ a: '1,5', b: '2' }])
    await writeCsv(file('b.tsv'), ['a', 'b'], [{ a: '1,5', b: 'x\ty' }])
    t.is(await readFile(file('b.tsv'), 'utf8'), 'a\tb\n1,5\t"x\ty"\n')
  })
  t.deepEqual(await rowsOf('a;b\n1;2', { delimiter: ';' }), [{ a: '1', b: '2' }])
})

test('columns may be named by the caller or by their number', async t => {
  t.deepEqual(await rowsOf('1,2\n3,4', { header: false, numbers: 'all' }),
    [{ 0: 1, 1: 2 }, { 0: 3, 1: 4 }])
  t.deepEqual(await rowsOf('1,2', { header: ['x', 'y'] }), [{ x: '1', y: '2' }])
  await refuses(t, 'FORMAT', /has 2 columns where "header" names 3/, () =>
    rowsOf('1,2', { header: ['x', 'y', 'z'] }))
  await refuses(t, 'FORMAT', /two columns named "a"/, () => rowsOf('a,a\n1,2'))
  await refuses(t, 'UNKNOWN_NAME', /no column named "pric"/, () =>
    rowsOf('price\n1', { numbers: ['pric'] }))
})

test('missing fields are those that are listed, and no others', async t => {
  const options = { numbers: ['a'], missing: ['NA', ''] }
  t.deepEqual(await rowsOf('a,b\nNA,\n1,NaN', options), [{ a: null, b: null }, { a: 1, b: 'NaN' }])
  const { a } = await readCsv(text('a\nNA\n1'), options).columns()
  t.deepEqual(a, Float64Array.of(NaN, 1))
  await refuses(t, 'FORMAT', /line 3, column "a" must be a finite decimal .* got ""/, () =>
    rowsOf('a,b\n1,2\n,3', { numbers: ['a'] }))
})

test('a number is decimal and finite, or it is an error that names line and column', async t => {
  for (const good of ['0', '-0', '+1', '1.', '.5', '1e-3', '12E+2'])
    t.is(strictNumber(good), Number(good))
  for (const bad of ['', ' 1', '1 ', '0x10', '1_0', '1,5', 'NaN', 'Infinity', 'inf', '1e999', '--1',
    'e5', '.', '1e', '١'])
    t.is(strictNumber(bad), undefined, bad)
  await refuses(t, 'FORMAT', /line 3, column "b" .* got "x"/, () =>
    rowsOf('a,b\n1,2\n3,x\n', { numbers: ['b'] }))
})

test('ragged records and stray quotes are errors that name the line', async t => {
  const cases: Array<[string, RegExp]> = [
    ['a,b\n1,2\n3\n', /line 3 has not as many fields/],
    ['a,b\n1,2,3\n', /line 2 has not as many fields/],
    ['a,b\n1,"2\n', /ends within quotes/],
    ['a,b\n1,2"3\n', /line 2 has a quote within/],
    ['a,b\n1,"2"3\n', /line 2 has text after a closing quote/],
    ['', /is empty; a header was expected/]
  ]
  for (const [csv, sentence] of cases) await refuses(t, 'FORMAT', sentence, () => rowsOf(csv))
  await refuses(t, 'FORMAT', /not UTF-8/, () => all(readCsv(Uint8Array.of(97, 10, 0xff, 10))))
  await refuses(t, 'FORMAT', /not UTF-8/, () => all(readCsv(Uint8Array.of(97, 10, 0xc3))))
})

test('a record without end takes no more memory than its limit', async t => {
  let given = 0
  const endless = (start: string, piece: string) => Readable.from((function * () {
    yield start
    for (;;) {
      given += piece.length
      if (given > 2 ** 26) throw new Error('read on and on')
      yield piece
    }
  })())
  await refuses(t, 'FORMAT', /longer than maximumRecord/, () =>
    all(readCsv(endless('a\n"', 'x'.repeat(10_000)))))
  given = 0
  await refuses(t, 'FORMAT', /more than 100000 columns/, () =>
    all(readCsv(endless('a\n', ','.repeat(10_000)))))
  await refuses(t, 'FORMAT', /more than maximumRows, 2/, () =>
    readCsv(text('a\n1\n2\n3'), { maximumRows: 2 }).columns())
})

test('a loop that is left early closes the file', async t => {
  let closed = false
  const source = Readable.from((function * () {
    try {
      yield 'a\n'
      for (let i = 0; i < 100_000; i++) yield `${i}\n`
    } finally { closed = true }
  })())
  for await (const row of readCsv(source)) if (row.a === '3') break
  await new Promise(resolve => setTimeout(resolve, 50))
  t.true(closed)
})

test('a failing stream is not taken for the end of the table', async t => {
  const source = Readable.from((function * () {
    yield 'a\n1\n'
    throw new Error('the disk is gone')
  })())
  await refuses(t, 'FORMAT', /the disk is gone/, () => all(readCsv(source)))
})

const words = fc.string({ unit: 'binary', maxLength: 8 })
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true })

test('what is written is read again, whatever is in it and however it is cut', t =>
  inFolder(file => fc.assert(fc.asyncProperty(
    fc.uniqueArray(words, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.array(words, { minLength: 3, maxLength: 3 }), numbers), { maxLength: 5 }),
    fc.constantFrom(',', '\t', ';', '|', '^', ']'), fc.boolean(),
    async (names, given, delimiter, last) => {
      const rows = given.map(([fields, number]) => Object.fromEntries(names.map((name, i) =>
        [name, last && i === names.length - 1 ? number : fields[i]])))
      await writeCsv(file('a.csv'), names, rows, { delimiter })
      const options = { delimiter, ...last ? { numbers: names.slice(-1) } : {} }
      const bytes = await readFile(file('a.csv'))
      const cut = Readable.from(Array.from(bytes, byte => Uint8Array.of(byte)))
      const read = await all(readCsv(cut, options))
      t.deepEqual(read.map(row => names.map(name => row[name])),
        rows.map(row => names.map(name => row[name])))
      t.deepEqual(await all(readCsv(file('a.csv'), options)), read)
    }), { numRuns: 120, seed: 11, examples: [
    [[''], [[['', '', ''], 0]], ',', false], [['\ufeff'], [[['\ufeff', '"', ''], -0]], ',', true]
  ] })))

test('writing states missing values only as it was told, and checks every row', t =>
  inFolder(async file => {
    const path = file('a.csv')
    await writeCsv(path, ['a', 'b'], [{ a: null, b: 0.1 }], { missing: 'NA' })
    t.is(await readFile(path, 'utf8'), 'a,b\nNA,0.1\n')
    const bad: Array<[Record<string, unknown>, RegExp]> = [
      [{ a: null, b: 1 }, /row 1, column "a"" must be text/],
      [{ a: 'x', b: NaN }, /finite/], [{ a: 'x', b: undefined }, /finite/],
      [{ a: 'x' }, /must have the columns a, b/], [{ a: 'x', c: 'y' }, /column "b"/]
    ]
    for (const [row, sentence] of bad)
      await refuses(t, 'INPUT', sentence, () =>
        writeCsv(path, ['a', 'b'], [{ a: 'x', b: 1 }, row as never]))
    await refuses(t, 'INPUT', /stands for "missing"/, () =>
      writeCsv(path, ['a'], [{ a: 'NA' }], { missing: 'NA' }))
    t.is(await readFile(path, 'utf8'), 'a,b\nNA,0.1\n')
    t.deepEqual(await beside(path), ['a.csv'])
  }))

test('options are checked at once', async t => {
  const options: object[] = [{ delimiter: ',,' }, { delimiter: '"' }, { header: 'a' },
    { numbers: 'some' }, { missing: 'NA' }, { maximumRecord: -1 }]
  for (const option of options)
    await refuses(t, 'OPTION', /readCsv: "/, () => Promise.resolve().then(() =>
      readCsv(text('a'), option)))
  await refuses(t, 'INPUT', /must be a path/, () => all(readCsv(5 as never)))
})
