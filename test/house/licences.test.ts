import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'

interface Verdict { ok: boolean, said: string }

/** Runs a check of the house on a folder made of these files. */
function checked (check: string, files: Readonly<Record<string, string>>): Verdict {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), text)
    }
    const { status, stdout, stderr } =
      spawnSync(process.execPath, [`.ci/licences/${check}.js`, folder], { encoding: 'utf8' })
    return { ok: status === 0, said: stdout + stderr }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const row = '| `a.csv` | numbers | measured here | CC0 |\n'

test('a file of data with its source and licence in its own folder passes', t => {
  t.true(checked('data', { 'README.md': row, 'a.csv': '1' }).ok)
  t.true(checked('data', { 'deep/README.md': row, 'deep/a.csv': '1' }).ok)
})

test('a file of data that no line of its own folder names is refused', t => {
  const { ok, said } = checked('data', { 'README.md': row, 'a.csv': '1', 'b.csv': '1' })
  t.false(ok)
  t.regex(said, /b\.csv: no line/)
  t.notRegex(said, /a\.csv: /)
  t.false(checked('data', { 'README.md': row, 'deep/a.csv': '1' }).ok)
})

test('a file of data without its source or with an unknown licence is refused', t => {
  const without = row.replace('measured here', ' ')
  t.regex(checked('data', { 'README.md': without, 'a.csv': '1' }).said, /its line must be/)
  const unknown = checked('data', { 'README.md': row.replace('CC0', 'ask us'), 'a.csv': '1' })
  t.false(unknown.ok)
  t.regex(unknown.said, /"ask us" names no licence/)
})

/** A project with installed packages, by name, of these licences. */
function project (packages: Readonly<Record<string, string>>): Record<string, string> {
  const version = '1.0.0'
  const dependencies = Object.fromEntries(Object.keys(packages).map(name => [name, version]))
  const own = { name: 'project', version, license: 'MIT', dependencies }
  const files: Record<string, string> = { 'package.json': JSON.stringify(own) }
  for (const [name, license] of Object.entries(packages)) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version, license })
  }
  return files
}

test('packages pass whose licence the list meets', t => {
  t.true(checked('packages', project({
    one: 'MIT',
    either: '(MIT OR GPL-3.0-only)',
    both: 'Apache-2.0 AND MIT',
    nested: '(MIT AND (GPL-2.0 OR ISC))'
  })).ok)
})

test('every package is refused whose licence the list does not meet', t => {
  const packages = {
    gpl: 'GPL-3.0-only',
    agpl: 'AGPL-3.0',
    lgpl: 'LGPL-3.0-or-later',
    both: '(MIT AND GPL-2.0)',
    nested: '(MIT AND (GPL-2.0 OR AGPL-3.0))',
    secret: 'UNLICENSED',
    silent: ''
  }
  const { ok, said } = checked('packages', project({ good: 'MIT', ...packages }))
  t.false(ok)
  for (const name of Object.keys(packages)) t.true(said.includes(`${name}@1.0.0: `), name)
  t.false(said.includes('good@1.0.0'))
})

test('an exception holds for the package it was made for only', t => {
  const libvips = '@img/sharp-libvips-linux-x64'
  t.true(checked('packages', project({ [libvips]: 'LGPL-3.0-or-later' })).ok)
  t.false(checked('packages', project({ [libvips]: 'GPL-3.0-only' })).ok)
})

test('a peer that is not installed must have its licence written down', t => {
  const peers = (name: string): Record<string, string> => ({
    'package.json': JSON.stringify({
      name: 'project', version: '1.0.0', license: 'MIT', peerDependencies: { [name]: '1.0.0' }
    })
  })
  t.true(checked('packages', peers('webgpu')).ok)
  t.regex(checked('packages', peers('unheard-of')).said, /unheard-of: not known/)
})
