// Every installed package (production, peers and tools) must have a licence of the list, or be an
// exception with a reason. `node .ci/licences/packages.js [folder]`
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { init } from 'license-checker-rseidelsohn'

const allowed = new Set([
  '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT',
  'MIT-0', 'Python-2.0', 'Unlicense', 'Zlib'
])

const exceptions = [
  {
    packages: /^@img\/sharp-/,
    licences: ['LGPL-3.0-or-later'],
    reason: 'libvips, which sharp links to: an optional peer and a tool of the tests, never shipped'
  },
  {
    packages: /^codec-parser$/,
    licences: ['LGPL-3.0-or-later'],
    reason: 'splits FLAC and Ogg for optional peers, which are tools of the tests and never shipped'
  },
  {
    packages: /^spdx-(exceptions|ranges)$/,
    licences: ['CC-BY-3.0'],
    reason: 'lists of names that the licence check itself reads, never shipped'
  }
]

/** Optional peers are not installed here, so what they state at the registry is written down. */
const notInstalled = {
  '@tensorflow/tfjs-backend-webgpu': 'Apache-2.0',
  '@tensorflow/tfjs-node': 'Apache-2.0',
  '@tensorflow/tfjs-node-gpu': 'Apache-2.0',
  webgpu: 'MIT'
}

const start = path.resolve(process.argv[2] ?? '.')
const manifest = JSON.parse(readFileSync(path.join(start, 'package.json'), 'utf8'))
const found = Object.entries(await promisify(init)({ start })).map(([id, { licenses }]) => ({
  name: id.slice(0, id.lastIndexOf('@')),
  id,
  licence: [licenses].flat().join(' AND ')
}))
const installed = new Set(found.map(({ name }) => name))
for (const name of Object.keys(manifest.peerDependencies ?? {})) {
  if (installed.has(name)) continue
  found.push({ name, id: name, licence: notInstalled[name] ?? 'not known' })
}

const refused = found.filter(({ name, licence }) => !holds(licence, excepted(name)))
for (const { id, licence } of refused) console.error(`${id}: ${licence} is not on the list`)
console.log(`${found.length} packages, ${refused.length} refused`)
process.exitCode = refused.length === 0 ? 0 : 1

function excepted (name) {
  return exceptions.flatMap(({ packages, licences }) => packages.test(name) ? licences : [])
}

/** Whether an SPDX expression may be met by the list: one of an OR, all of an AND. */
function holds (expression, also) {
  const tokens = expression.replace(/\*/g, '').match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const one = () => {
    const token = tokens[at++]
    if (token !== '(') return allowed.has(token) || also.includes(token)
    const inner = any()
    at++
    return inner
  }
  const all = () => {
    let result = one()
    while (tokens[at] === 'AND') { at++; result = one() && result }
    return result
  }
  const any = () => {
    let result = all()
    while (tokens[at] === 'OR') { at++; result = all() || result }
    return result
  }
  return any() && at === tokens.length
}
