import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { RemixtureError } from '../../core/index.js'
import { kindOf } from '../../plugins/cli/kind.js'
import { asFlags, settingsOf, shellQuoted } from '../../plugins/cli/settings.js'
import type { Flags } from '../../plugins/cli/settings.js'

const who = 'remixture mix'

async function configFile (content: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'remixture-config-')), 'mix.json')
  await writeFile(file, content)
  return file
}

test('flags go before the configuration file, and that before defaults', async t => {
  const config = await configFile(JSON.stringify({
    mixer: 'image/mixup', options: { alpha: 0.2 }, seed: 3, size: [32, 48]
  }))
  const found = await settingsOf(who, { config, seed: '7', fit: 'cover' })
  t.deepEqual(found, { mixer: 'image/mixup', options: { alpha: 0.2 }, seed: 7, size: [32, 48],
    fit: 'cover', strict: false })
  t.deepEqual(await settingsOf(who, {}),
    { mixer: 'image/cutmix', options: {}, seed: 0, strict: false })
})

test('flags are read as what they mean', async t => {
  const found = await settingsOf(who, {
    options: '{"per":"sample"}', size: '96x128', split: 'test=0.2,val=0.1', count: '20',
    strict: true
  })
  t.deepEqual(found.options, { per: 'sample' })
  t.deepEqual(found.size, [96, 128])
  t.deepEqual(found.split, { test: 0.2, val: 0.1 })
  t.is(found.count, 20)
  t.true(found.strict)
})

test('a wrong setting is named, with what is allowed', async t => {
  const cases: ReadonlyArray<readonly [Flags, RegExp]> = [
    [{ seed: 'x' }, /^remixture mix: "seed" must be .*got NaN$/],
    [{ seed: '' }, /"seed" must be/],
    [{ count: '0' }, /"count" must be a whole number of at least 1, got 0/],
    [{ size: '96' }, /"size" must be height and width in pixels, such as 96x128, got \[96\]/],
    [{ split: 'test=2' }, /"split\.test" must be at most 1, got 2/],
    [{ options: '{' }, /"--options" must be JSON, got "\{"/],
    [{ options: '[1]' }, /"--options" must be a JSON object/],
    [{ format: 'gif' }, /"format" must be "png" or "jpeg" or "webp"/],
    [{ config: await configFile('{"alpha":1}') }, /unknown option "alpha"/],
    [{ config: await configFile('no') }, /must be JSON/]
  ]
  for (const [flags, message] of cases) {
    await t.throwsAsync(settingsOf(who, flags), { instanceOf: RemixtureError, message })
  }
})

test('what is mixed is told by flags, by names, and by what lies in a folder', async t => {
  const place = await mkdtemp(path.join(tmpdir(), 'remixture-kind-'))
  const folder = async (name: string, ...files: string[]): Promise<string> => {
    for (const file of files) {
      await mkdir(path.join(place, name, path.dirname(file)), { recursive: true })
      await writeFile(path.join(place, name, file), '')
    }
    return path.join(place, name)
  }
  const loops = await folder('loops', 'a/one.WAV', 'readme.txt')
  const scans = await folder('scans', 'sequences/00/velodyne/000000.bin', 'notes.txt')
  const rooms = await folder('rooms', 'room/coord.npy', 'room/segment.npy')
  const photos = await folder('photos', 'a/one.jpg', 'a/one.wav', 'b/two.ply')
  const texts = await folder('texts', 'a.txt', 'b.npy', '.hidden.wav')
  t.is(await kindOf(loops, {}), 'sounds')
  t.is(await kindOf(scans, {}), 'clouds')
  t.is(await kindOf(rooms, {}), 'clouds')
  for (const each of [photos, texts, path.join(place, 'none')])
    t.is(await kindOf(each, {}), 'images')
  // Said is said
  t.is(await kindOf(loops, { domain: 'image' }), 'images')
  t.is(await kindOf(photos, { domain: 'audio' }), 'sounds')
  t.is(await kindOf(photos, { mixer: 'audio/mixup' }), 'sounds')
  t.is(await kindOf(photos, { mixer: 'pointcloud/mix3d' }), 'clouds')
  t.is(await kindOf(photos, { mixer: 'audio/mixup', domain: 'image' }), 'images')
  t.is(await kindOf(photos, { layout: 'plain' }), 'clouds')
  t.is(await kindOf('houses.csv', {}), 'table')
  t.is(await kindOf('bunny.ply', {}), 'clouds')
})

test('settings become the flags that give them again', async t => {
  const flags = { mixer: 'image/mixup', options: '{"alpha":0.2}', seed: '7', size: '32x48',
    fit: 'cover', split: 'test=0.2', labels: "it's.csv", strict: true }
  const settings = await settingsOf(who, flags)
  t.deepEqual(asFlags(settings), ['--mixer', 'image/mixup', '--options', "'{\"alpha\":0.2}'",
    '--seed', '7', '--size', '32x48', '--fit', 'cover', '--split', 'test=0.2', '--labels',
    "'it'\\''s.csv'", '--strict'])
})

test('a word of a shell is quoted where it must be', t => {
  t.is(shellQuoted('photos/2024'), 'photos/2024')
  t.is(shellQuoted('my photos; rm -rf'), "'my photos; rm -rf'")
  t.is(shellQuoted(''), "''")
})
