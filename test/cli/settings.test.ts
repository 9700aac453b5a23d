import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { RemixtureError } from '../../core/index.js'
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
    [{ size: '96' }, /"size/],
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
