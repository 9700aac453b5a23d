import { cp, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { exit } from '../../plugins/cli/exit.js'
import { said } from './support.js'

/** A class name that would break a page that does not escape it. */
const hostile = '<b onload=x>&'

/** Ten images of two classes, of two sizes; one of them broken. */
async function photos (): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-photos-'))
  for (const [c, name] of ['cat', hostile].entries()) {
    await mkdir(path.join(folder, name))
    for (let i = 0; i < 5; i++) {
      const data = Uint8Array.from({ length: (20 + c) * 24 * 3 },
        (_, k) => (k * (7 + i) + 90 * c) % 256)
      await sharp(data, { raw: { width: 24, height: 20 + c, channels: 3 } })
        .toFile(path.join(folder, name, `${i}.png`))
    }
  }
  await writeFile(path.join(folder, 'cat', '4.png'), 'no picture')
  return folder
}

async function place (name: string): Promise<string> {
  return path.join(await mkdtemp(path.join(tmpdir(), 'remixture-out-')), name)
}

test('try tells what is there, and its page shows the twelve images that it wrote', async t => {
  const [source, out] = [await photos(), await place('tried')]
  const { code, out: text, err } = await said('try', source, '--out', out)
  t.is(code, exit.done, err)
  t.regex(text, /images +9 \(png 9\)/)
  t.regex(text, /classes +.*cat 4/)
  t.regex(text, /sizes +21 × 24 \(5\), 20 × 24 \(4\)/)
  t.regex(text, /broken +cat\/4\.png /)
  const page = await readFile(path.join(out, 'index.html'), 'utf8')
  t.false(page.includes(hostile))
  const shown = [...page.matchAll(/<img src="data:image\/png;base64,([^"]+)"/g)]
    .map(([, bytes]) => Buffer.from(bytes, 'base64'))
  t.is(shown.length, 12)
  const files = (await readdir(path.join(out, 'images'))).sort()
  t.is(files.length, 12)
  for (const [i, file] of files.entries()) {
    t.deepEqual(shown[i], await readFile(path.join(out, 'images', file)))
    t.deepEqual((await sharp(shown[i]).metadata()).height, 160)
  }
  t.true(page.includes('&lt;b onload=x&gt;&amp;'))
  t.true(page.includes('<svg '))
})

test('try prints a command that mixes the same images', async t => {
  const [source, out] = [await photos(), await place('tried')]
  const json = JSON.parse((await said('try', source, '--out', out, '--json', '--seed', '5')).out)
  const words = (json.command as string).match(/'[^']*'|\S+/g) ?? []
  t.deepEqual(words.slice(0, 3), ['npx', 'remixture', 'mix'])
  const mixed = await place('mixed')
  const args = words.slice(2).map(word => word.replaceAll("'", '').replace(/^mixed$/, mixed))
  const again = await said(...args, '--count', '12')
  t.is(again.code, exit.done, again.err)
  for (const file of await readdir(path.join(out, 'images'))) {
    t.deepEqual(await readFile(path.join(mixed, 'images', file)),
      await readFile(path.join(out, 'images', file)), file)
  }
})

test('try never overwrites untold', async t => {
  const [source, out] = [await photos(), await place('tried')]
  await mkdir(out)
  const { code, err } = await said('try', source, '--out', out)
  t.is(code, exit.usage)
  t.regex(err, /must not be there yet, or give --force/)
  t.deepEqual(await readdir(out), [])
  t.is((await said('try', source, '--out', out, '--force')).code, exit.done)
})

test('try looks at single files, and refuses what it does not know', async t => {
  const file = await place('a.csv')
  await writeFile(file, 'one,two\n1,2\n')
  const table = await said('try', file)
  t.is(table.code, exit.done)
  t.regex(table.out, /a table of 1 rows\n +one +numbers +1 … 1\n +two +numbers +2 … 2 +predicted/)
  t.is((await said('try', `${file}.none`)).code, exit.input)
  const other = await place('a.exe')
  await writeFile(other, '')
  t.is((await said('try', other)).code, exit.input)
})

test('mix writes what it says, goes on where it is, and never overwrites untold', async t => {
  const [source, out] = [await photos(), await place('mixed')]
  const args = ['mix', source, '--size', '16x24', '--fit', 'cover', '--count', '5', '--out', out]
  const plan = await said(...args, '--dry-run')
  t.regex(plan.out, /would write 5 images/)
  await t.throwsAsync(readdir(out))
  const first = await said(...args)
  t.is(first.code, exit.done, first.err)
  t.regex(first.out, /9 images of 2 classes, mixed by cutmix at 16 × 24\n5 images written, 5 in /)
  t.regex(first.err, /"event":"progress".*"done":5,"total":5/)
  t.regex((await said(...args)).out, /\n0 images written, 5 in /)
  const other = await said(...args, '--seed', '3')
  t.is(other.code, exit.input)
  t.regex(other.err, /--force/)
  t.regex((await said(...args, '--seed', '3', '--force')).out, /\n5 images written, 5 in /)
})

test('mix says which flags images of different sizes need', async t => {
  const { code, err } = await said('mix', await photos(), '--out', await place('mixed'))
  t.is(code, exit.input)
  t.regex(err, /21 × 24.*20 × 24.*--size 96x96 --fit cover\n$/)
})

test('mix stops at a broken image if it is strict', async t => {
  const { code, err } = await said('mix', await photos(), '--size', '16x24', '--fit', 'cover',
    '--strict', '--out', await place('mixed'))
  t.is(code, exit.input)
  t.regex(err, /cat\/4\.png/)
})

test('mix takes its settings from a file, and its mixer from a plugin', async t => {
  const config = await place('mix.json')
  await writeFile(config, JSON.stringify({
    mixer: 'image/mixup', options: { per: 'sample' }, size: [8, 8], fit: 'fill', count: 3
  }))
  const out = await place('mixed')
  const { out: text } = await said('mix', await photos(), '--config', config, '--out', out,
    '--json')
  t.like(JSON.parse(text), { mixer: 'mixup', count: 3, height: 8, width: 8 })
  const wrong = await said('mix', await photos(), '--config', config, '--mixer', 'nonsense',
    '--out', await place('mixed'))
  t.is(wrong.code, exit.usage)
})

test('preview makes a page or a sheet, and leaves nothing else', async t => {
  const source = await photos()
  const args = ['preview', source, '--size', '32x32', '--fit', 'cover', '--count', '4']
  const before = await readdir(source, { recursive: true })
  const sheet = await place('sheet.png')
  t.is((await said(...args, '--out', sheet)).code, exit.done)
  t.like(await sharp(sheet).metadata(), { width: 8 + 4 * 40, height: 8 + 40 })
  const page = await place('page.html')
  t.is((await said(...args, '--mixer', 'timm', '--out', page)).code, exit.done)
  t.is((await readFile(page, 'utf8')).match(/<img /g)?.length, 4)
  t.is((await said(...args, '--out', page)).code, exit.usage)
  t.is((await said(...args, '--out', await place('page.pdf'))).code, exit.usage)
  t.deepEqual(await readdir(source, { recursive: true }), before)
})

test('replay makes the same bytes again, and finds an image that is not', async t => {
  const [source, out] = [await photos(), await place('tried')]
  t.is((await said('try', source, '--out', out)).code, exit.done)
  const again = await place('again')
  const same = await said('replay', out, '--out', again)
  t.is(same.code, exit.done, same.err)
  t.regex(same.out, /^12 images made again, all of them the same bytes\n/)
  t.regex(same.err, /"event":"progress".*"done":12,"total":12/)
  const page = await readFile(path.join(out, 'index.html'), 'utf8')
  const shown = [...page.matchAll(/<img src="data:image\/png;base64,([^"]+)"/g)]
  for (const [i, [, bytes]] of shown.entries()) {
    const file = path.join(again, 'images', `${String(i).padStart(6, '0')}.png`)
    const [a, b] = await Promise.all([Buffer.from(bytes, 'base64'), await readFile(file)]
      .map(each => sharp(each).raw().toBuffer()))
    t.deepEqual(a, b)
  }
  const [first] = (await readdir(path.join(out, 'images'))).sort()
  await sharp({ create: { width: 160, height: 160, channels: 3, background: '#123' } })
    .toFile(path.join(out, 'images', first))
  const other = await said('replay', out, '--json')
  t.is(other.code, exit.found)
  t.is(JSON.parse(other.out).differing[0].file, `images/${first}`)
  t.is((await said('replay', source)).code, exit.input)
})

test('a flat folder is one set without labels', async t => {
  const source = await mkdtemp(path.join(tmpdir(), 'remixture-flat-'))
  for (const file of ['chelsea.png', 'coffee.png', 'rocket.jpg']) {
    await cp(path.join('examples/data/images', file), path.join(source, file))
  }
  const { code, out, err } = await said('try', source, '--out', await place('tried'), '--json')
  t.is(code, exit.done, err)
  const { found, report } = JSON.parse(out)
  t.deepEqual([found.count, found.classes, report.classes], [3, {}, []])
})

/** Six images in `images/`, with what is beside them in a folder of another name. */
async function annotated (beside: 'masks' | 'labels'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-annotated-'))
  for (const name of ['images', beside]) await mkdir(path.join(folder, name))
  for (let i = 0; i < 6; i++) {
    const data = Uint8Array.from({ length: 20 * 24 * 3 }, (_, k) => (k * (7 + i)) % 256)
    await sharp(data, { raw: { width: 24, height: 20, channels: 3 } })
      .toFile(path.join(folder, 'images', `${i}.png`))
    const ids = Uint8Array.from({ length: 20 * 24 }, (_, k) => k % 24 > 4 + i ? 1 : 0)
    if (beside === 'masks') {
      await sharp(ids, { raw: { width: 24, height: 20, channels: 1 } }).toColourspace('b-w')
        .toFile(path.join(folder, beside, `${i}.png`))
    } else await writeFile(path.join(folder, beside, `${i}.txt`), '1 0.5 0.5 0.4 0.4\n')
  }
  return folder
}

const kinds = [
  ['masks', /targets +masks in masks/], ['labels', /targets +6 boxes of labels/]
] as const
for (const [beside, told] of kinds) {
  test(`try finds ${beside} beside images, and what it writes can be made again`, async t => {
    const [source, out] = [await annotated(beside), await place('tried')]
    const { code, out: text, err } = await said('try', source, '--out', out)
    t.is(code, exit.done, err)
    t.regex(text, told)
    t.true(text.includes(beside === 'masks' ? '--masks masks' : '--boxes labels'))
    const made = await readdir(out)
    t.true(made.includes(beside === 'masks' ? 'masks' : 'boxes.jsonl'))
    t.is((await said('replay', out)).code, exit.done)
  })
}

test('a manifest that leads elsewhere, or is none, ends with code 3 and one sentence', async t => {
  const [source, out] = [await photos(), await place('mixed')]
  t.is((await said('mix', source, '--out', out, '--count', '4', '--size', '16x16', '--fit',
    'cover')).code, exit.done)
  const file = path.join(out, 'manifest.json')
  const sound = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, unknown>>
  const plans = await readFile(path.join(out, 'plans.jsonl'), 'utf8')
  const hostileOnes: ReadonlyArray<readonly [string, RegExp]> = [
    ['{', /is not JSON/],
    ['[]', /is no manifest of a mix: it must be an object/],
    [JSON.stringify({ ...sound, extra: 1 }), /"extra" is not known/],
    [JSON.stringify({ ...sound, request: { ...sound.request, height: -1 } }),
      /is no manifest of a mix: "request\.height" must be /],
    [JSON.stringify({ ...sound, done: { ...sound.done, plans: 5 } }), /ends within a line/]
  ]
  for (const [text, sentence] of hostileOnes) {
    await writeFile(file, text)
    const { code, err } = await said('replay', out)
    t.is(code, exit.input, text)
    t.regex(err, sentence)
    t.is(err.trimEnd().split('\n').length, 1)
  }
  const led = plans.replace(/"file":"[^"]+"/, '"file":"../../etc/passwd"')
  const done = { ...sound.done, plans: Buffer.byteLength(led) }
  await writeFile(file, JSON.stringify({ ...sound, done }))
  await writeFile(path.join(out, 'plans.jsonl'), led)
  const { code, err } = await said('replay', out)
  t.is(code, exit.input)
  t.regex(err, /is no line of a mix: "sources\[0\]\.file"/)
})
