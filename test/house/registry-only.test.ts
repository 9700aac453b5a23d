import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'

/** What the check of an installation says of a package with this entry in the lock file. */
function checked (entry: object): { readonly ok: boolean, readonly said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-'))
  try {
    const packages = { '': { name: 'project' }, 'node_modules/a': { version: '1.0.0', ...entry } }
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }))
    const { status, stdout, stderr } =
      spawnSync(process.execPath, ['.ci/registry-only.js', folder], { encoding: 'utf8' })
    return { ok: status === 0, said: stdout + stderr }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('packages from the registry and from a file pass', t => {
  t.true(checked({ resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' }).ok)
  t.true(checked({ resolved: 'file:a-1.0.0.tgz' }).ok)
  t.true(checked({}).ok)
})

test('a package from elsewhere, and one with an install script, are refused by name', t => {
  for (const resolved of ['https://example.com/a.tgz', 'git+ssh://git@github.com/a/a.git#1']) {
    const { ok, said } = checked({ resolved })
    t.false(ok)
    t.true(said.includes(`node_modules/a comes from ${resolved}`))
  }
  const { ok, said } = checked({ hasInstallScript: true })
  t.false(ok)
  t.regex(said, /node_modules\/a has an install script/)
})
