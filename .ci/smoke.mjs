// Installs the tarball into an empty folder, as a user would, once by `npm install` and once by
// `npm ci`, and tries it there: nothing came from elsewhere than the registry, every entry of the
// exports map can be imported, smoke/mix.js mixes, smoke/user.ts compiles.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const { name, exports, peerDependenciesMeta } =
  JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
const entries = Object.keys(exports).map(entry => path.posix.join(name, entry))
const folder = fs.mkdtempSync(path.join(tmpdir(), `${name}-smoke-`))

try {
  run(root, 'npm', 'pack', '--silent', '--pack-destination', folder)
  const tarball = fs.readdirSync(folder).find(file => file.endsWith('.tgz'))
  fs.cpSync(path.join(import.meta.dirname, 'smoke'), folder, { recursive: true })
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund']
  run(folder, 'npm', 'install', ...quiet, '--omit-lockfile-registry-resolved=false', `./${tarball}`)
  run(folder, 'node', path.join(import.meta.dirname, 'registry-only.js'))
  run(folder, 'npm', 'ci', ...quiet)

  for (const optional of Object.keys(peerDependenciesMeta)) {
    if (fs.existsSync(path.join(folder, 'node_modules', optional))) {
      throw new Error(`"${optional}" is optional, but was installed`)
    }
  }

  run(folder, 'node', '--no-warnings', 'entries.js', ...entries)
  run(folder, 'node', 'mix.js')
  run(folder, 'node', path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')
  console.log(`${tarball}: all well`)
} finally {
  fs.rmSync(folder, { recursive: true })
}

function run (cwd, command, ...parameters) {
  const started = performance.now()
  const { status, error } = spawnSync(command, parameters, { cwd, stdio: 'inherit' })
  if (status !== 0) throw error ?? new Error(`${command} ${parameters.join(' ')} failed`)
  const seconds = (performance.now() - started) / 1000
  console.log(`${command} ${parameters[0]}: ${seconds.toFixed(1)} s`)
}
