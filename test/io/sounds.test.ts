import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { betweenClass, beatSync, readWav, snrMix, tempoGroups, writeWav } from
  '../../domains/audio/index.js'
import { audioFolder, mixFolder, readSound, replaySounds } from '../../plugins/io/index.js'
import { cutmix } from '../../domains/image/index.js'
import { said } from '../cli/support.js'

const data = 'examples/data/audio'

/** A folder with some clips, and broken ones; removed at the end. */
async function loops (
  t: { teardown (done: () => Promise<void>): void }, names: readonly string[]
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-loops-'))
  t.teardown(async () => { await rm(folder, { recursive: true }) })
  const source = path.join(folder, 'loops')
  await mkdir(source)
  for (const name of names) await copyFile(path.join(data, name), path.join(source, name))
  return source
}

const pair = ['p01_bam_a_120.wav', 'p02_bam_b_121.wav']

test('a tempo-matched set of sounds is written, and goes on where it stood', async t => {
  const source = await loops(t, [...pair, 'd01_silence.wav'])
  const out = path.join(source, '../mixed')
  await writeFile(path.join(source, 'cut.wav'),
    (await readFile(path.join(data, pair[0]))).subarray(0, 1000))
  await writeFile(path.join(source, 'text.mp3'), 'hello')
  await writeFile(path.join(source, 'empty.wav'),
    writeWav({ sampleRate: 22050, channels: [new Float32Array(0)] }))
  const mixer = beatSync({ stretch: 'wsola', probability: 1, target: 'anchor' })
  const options = { count: 6, out, seed: 7 } as const
  const told: string[] = []
  const report = await mixFolder(audioFolder(source), mixer, { ...options,
    onProgress: event => { if (event.type === 'skipped') told.push(event.file) } })
  t.deepEqual(told, ['cut.wav', 'empty.wav', 'text.mp3'])
  t.is(report.made, 6)
  t.is(report.pairs?.canPair, 2)
  t.is(report.skipped.find(({ path }) => path === 'empty.wav')?.problem, 'holds no samples')
  const lines = (await readFile(path.join(out, 'plans.jsonl'), 'utf8')).trim().split('\n')
    .map(line => JSON.parse(line) as { sources: Array<{ file: string }> })
  t.deepEqual(lines.map(({ sources }) => sources[0].file).slice(0, 3).sort(),
    ['d01_silence.wav', ...pair])
  for (const { sources } of lines) t.is(sources.length, sources[0].file.startsWith('d01') ? 1 : 2)
  const outputs = await Promise.all((await readdir(path.join(out, 'sounds'))).sort()
    .map(async name => await readFile(path.join(out, 'sounds', name))))
  t.is(outputs.length, 6)
  for (const [k, bytes] of outputs.entries()) {
    const { channels: [x] } = readWav(bytes)
    const peak = x.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    t.true(Math.abs(peak - (lines[k].sources.length === 1 ? 0 : 0.5)) < 1e-3)
  }
  // One is lost, and one damaged
  await rm(path.join(out, 'sounds/000002.wav'))
  await writeFile(path.join(out, 'sounds/000004.wav'), 'x')
  t.is((await mixFolder(audioFolder(source), mixer, options)).made, 0)
  for (const [k, bytes] of outputs.entries())
    t.deepEqual(await readFile(path.join(out, `sounds/00000${k}.wav`)), bytes)
  await t.throwsAsync(mixFolder(audioFolder(source), mixer, { ...options, seed: 8 }),
    { code: 'NOT_EMPTY' })
  const again = path.join(source, '../again')
  const replayed = await said('replay', out, '--out', again)
  t.is(replayed.code, 0)
  t.regex(replayed.out, /^6 sounds made again, all of them the same bytes$/m)
  for (const [k, bytes] of outputs.entries())
    t.deepEqual(await readFile(path.join(again, `sounds/00000${k}.wav`)), bytes)
  await writeFile(path.join(out, 'sounds/000001.wav'), 'x')
  t.deepEqual(await replaySounds(out), { count: 6, differing: [{ file: 'sounds/000001.wav' }] })
  await t.throwsAsync(replaySounds(source), { code: 'FORMAT', message: /holds no mix of sounds/ })
  await t.throwsAsync(replaySounds(out, { source: again }), { code: 'CHANGED' })
  t.is((await mixFolder(audioFolder(source), snrMix(), { out, count: 1, force: true })).made, 1)
  await t.throwsAsync(mixFolder(audioFolder(source), mixer, { out: path.join(source, 'in') }),
    { code: 'OPTION', message: /must not lie in the folder/ })
  await t.throwsAsync(mixFolder(audioFolder(source), cutmix(), { out }),
    { code: 'OPTION', message: /must mix waveforms/ })
})

test('beats that somebody corrected win, and what was heard is kept', async t => {
  const source = await loops(t, pair)
  await writeFile(path.join(source, 'p01_bam_a_120.beats.csv'), 'time,place\n1,1\n2,2\n3,1\n')
  let asked = 0
  const tracker = { track: () => {
    asked++
    return { beats: [0.5, 1], downbeats: [0.5] }
  } }
  const folder = await audioFolder(source, { tracker })
  t.is(asked, 1)
  t.deepEqual(folder.files.map(({ bpm }) => Math.round(bpm)), [60, 120])
  t.is(folder.files[0].map, 'p01_bam_a_120.beats.csv')
  t.false((await readdir(source)).includes('.beats.json'))
  const first = await audioFolder(source)
  t.true((await readdir(source)).includes('.beats.json'))
  t.deepEqual((await audioFolder(source)).files, first.files)
})

test('classes are folders, and channels and rates are brought together', async t => {
  const source = await loops(t, [])
  for (const [name, channels, rate] of [['dog/a', 1, 8000], ['rain/b', 2, 16000]] as const) {
    await mkdir(path.join(source, path.dirname(name)))
    const x = Float32Array.from({ length: rate }, (_, k) => Math.sin(k / 5) / 2)
    await writeFile(path.join(source, `${name}.wav`),
      writeWav({ sampleRate: rate, channels: Array.from({ length: channels }, () => x) }))
  }
  await t.throwsAsync(audioFolder(source, { strict: true }),
    { code: 'FORMAT', message: /16000 Hz \(1\), 8000 Hz \(1\); give "sampleRate"/ })
  t.is((await audioFolder(source)).sampleRate, 16000)
  const told = await said('mix', source, '--mixer', 'audio/mixup', '--dry-run', '--out', 'nowhere')
  t.regex(told.out, /2 sounds at 16000 Hz.*\nresampled: dog\/a\.wav \(8000 Hz\)\n/)
  const folder = await audioFolder(source, { sampleRate: 8000 })
  t.deepEqual([folder.classes, folder.channels], [['dog', 'rain'], 2])
  const out = path.join(source, '../mixed')
  await mixFolder(folder, betweenClass(), { out, count: 2, format: 'float32' })
  const labels = (await readFile(path.join(out, 'labels.csv'), 'utf8')).trim().split('\n')
  t.is(labels[0], 'file,dog,rain')
  for (const line of labels.slice(1)) {
    const [, dog, rain] = line.split(',').map(Number)
    t.true(Math.abs(dog + rain - 1) < 1e-6 && dog > 0 && rain > 0)
  }
  const { channels, sampleRate } = readWav(await readFile(path.join(out, 'sounds/000000.wav')))
  t.deepEqual([channels.length, sampleRate, channels[0].length], [2, 8000, 8000])
})

for (const format of ['mp3', 'flac', 'ogg']) {
  test(`${format} is decoded, and told when it is cut off`, async t => {
    const bytes = await readFile(path.join(data, `tone.${format}`))
    const { sampleRate, channels } = await readSound(bytes)
    t.deepEqual([sampleRate, channels.length, channels[0].length], [22050, 2, 11025])
    const off = channels.map((each, c) => each.reduce((sum, sample, k) => sum +
      (sample - 0.5 / (c + 1) * Math.sin(2 * Math.PI * 440 * (c + 1) * k / 22050)) ** 2, 0))
    off.forEach(sum => { t.true(sum / 11025 < 1e-3) })
    await t.throwsAsync(readSound(bytes.subarray(0, bytes.length >> 1), 'x'),
      { code: 'FORMAT', message: /^x: (is cut off|holds no samples)/ })
  })
}

test('what cannot be listened to is told by its file, and what is asked is no relaxation',
  async t => {
    const source = await loops(t, [...pair, 's01_click_120.wav'])
    const files: ReadonlyArray<readonly [string, Uint8Array, RegExp]> = [
      ['slow.wav', writeWav({ sampleRate: 100, channels: [new Float32Array(99)] }),
        /slow\.wav: has 100 Hz: it must have at least 1000/],
      ['none.wav', new Uint8Array(0), /none\.wav: is empty/]
    ]
    for (const [name, bytes, sentence] of files) {
      const file = path.join(source, '..', name)
      await writeFile(file, bytes)
      await t.throwsAsync(readSound(bytes, file), { code: 'FORMAT', message: sentence })
      const { code, err } = await said('beats', file)
      t.not(code, 0)
      t.regex(err, sentence)
    }
    t.regex((await said('beats', source)).err, /loops: is a folder, where a file was expected/)
    // Beats that somebody wrote of another sound
    await writeFile(path.join(source, 's01_click_120.beats.csv'), '100,1\n100.5,2\n101,1\n')
    const relaxed = async (tolerance: number): Promise<string[]> => {
      const mixer = beatSync({ probability: 1, pairing: tempoGroups({ tolerance }) })
      const { pairs, made } = await mixFolder(audioFolder(source), mixer,
        { out: path.join(source, `../of-${tolerance}`), count: 3 })
      t.is(made, 3)
      return pairs!.relaxations.map(({ what }) => what)
    }
    t.deepEqual(await relaxed(0.05), ['a tolerance of 6 %, stretched',
      'a tolerance of 12 %, stretched', 'half and double tempi', 'both'])
    t.deepEqual(await relaxed(0.12), ['half and double tempi'])
  })

test('the command listens to every format, and mixes any number of channels', async t => {
  const source = await loops(t, ['tone.mp3', 'tone.flac', 'tone.ogg'])
  for (const name of ['tone.mp3', 'tone.flac', 'tone.ogg']) {
    const { code, out } = await said('--json', 'beats', path.join(source, name))
    const { channels, sampleRate, bpm } = JSON.parse(out) as Record<string, number | null>
    t.deepEqual([code, channels, sampleRate, bpm], [0, 2, 22050, null])
  }
  const tone = await readSound(await readFile(path.join(source, 'tone.flac')))
  await writeFile(path.join(source, 'eight.wav'), writeWav({ ...tone,
    channels: Array.from({ length: 8 }, (_, c) => tone.channels[c % 2]) }))
  const out = path.join(source, '../mixed')
  const mixed = await said('mix', source, '--domain', 'audio', '--mixer', 'mixup', '--out', out,
    '--channels', '8')
  t.is(mixed.code, 0, mixed.err)
  t.is(readWav(await readFile(path.join(out, 'sounds/000003.wav'))).channels.length, 8)
  t.is((await said('replay', out)).code, 0)
})

test('the command mixes by tempo, says who can be paired, and tells beats', async t => {
  const source = await loops(t, [pair[0], 's05_house_128.wav'])
  const dry = await said('mix', source, '--domain', 'audio', '--out', 'none', '--dry-run')
  t.regex(dry.out, /^0 of 2 can be paired by tempo; 2 have bars$/m)
  t.regex(dry.out, /^ {2}with a tolerance of 12 %, stretched: 2 \(2 more\)$/m)
  const out = path.join(source, '../mixed')
  const mixed = await said('mix', source, '--domain', 'audio', '--out', out, '--count', '2',
    '--options', '{"stretch":"wsola","maxStretch":0.1}', '--format', 'float32')
  t.is(mixed.code, 0)
  t.regex(mixed.out, /^2 sounds written, 2 in/m)
  const file = path.join(source, pair[0])
  const { out: text } = await said('beats', file, '--format', 'audacity')
  t.regex(text, /^0\.36\d+\t0\.36\d+\t1\n/)
  const labels = path.join(source, 'p01.jams')
  t.is((await said('beats', file, '--out', labels)).code, 0)
  t.is((await said('beats', file, '--out', labels)).code, 2)
  const json = JSON.parse((await said('--json', 'beats', file)).out) as { bpm: number }
  t.true(Math.abs(json.bpm - 120) < 0.1)
})

test('mixes of sounds are shown on a page that needs nothing else', async t => {
  const source = await loops(t, [pair[0]])
  const page = path.join(source, '../page.html')
  const { code, out } = await said('preview', source, '--domain', 'audio', '--out', page,
    '--count', '1')
  t.is(code, 0)
  t.regex(out, /^1 mixes, to be opened/)
  const text = await readFile(page, 'utf8')
  t.is(text.match(/<audio controls/g)?.length, 2)
  t.regex(text, /class="downbeat"/)
  t.notRegex(text, /NaN|undefined|<script|https?:/)
  t.is((await said('preview', source, '--domain', 'audio', '--out', `${source}/x.png`)).code, 2)
})
