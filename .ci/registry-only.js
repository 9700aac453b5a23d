// An installation downloads nothing but what the registry serves: every package comes from there or
// from a file, and none has an install script, which could fetch more.
// `node .ci/registry-only.js [folder]`
import { readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve(process.argv[2] ?? '.')
const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'))

const known = /^(https:\/\/registry\.npmjs\.org\/|file:)/

const problems = Object.entries(packages).flatMap(([name, entry]) => [
  // npm may leave the address out where it is the registry's.
  ...entry.resolved === undefined || known.test(entry.resolved)
    ? []
    : [`${name} comes from ${entry.resolved}`],
  ...entry.hasInstallScript === true ? [`${name} has an install script`] : []
])
for (const problem of problems) console.error(problem)
console.log(`${Object.keys(packages).length - 1} packages, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
