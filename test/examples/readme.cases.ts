import { existsSync, readFileSync, statSync } from 'node:fs'
import test from 'ava'
import type { Boxes, ConfiguredMixer } from '../../core/index.js'
import { createMixer } from '../../core/index.js'
import {
  cutmix, kerasCutmix, korniaCutmix, timm, torchvisionCutmix
} from '../../domains/image/index.js'

/** What the README says holds. */

const readme = readFileSync('README.md', 'utf8')
const side = 224

/** The mean share of an image that is pasted, over 20,000 plans. */
function pastedArea (mixer: ConfiguredMixer): number {
  const mix = createMixer(mixer, { seed: 0 })
  const x = { data: new Uint8Array(side * side), shape: [1, side, side, 1] }
  let cells = 0
  for (let step = 0; step < 20_000; step++) {
    const { start, end } = mix.plan({ x }).layers[1].where as Boxes
    cells += (end[0] - start[0]) * (end[1] - start[1])
  }
  return cells / side ** 2 / 20_000
}

const laws: ReadonlyArray<readonly [string, ConfiguredMixer]> = [
  ['cutmix', cutmix()],
  ['timm', timm({ mixupAlpha: 0, cutmixAlpha: 1 })],
  ['torchvision-cutmix', torchvisionCutmix()],
  ['keras-cutmix', kerasCutmix()],
  ['kornia-cutmix', korniaCutmix()]
]

for (const [name, mixer] of laws) {
  test(`the area that ${name} pastes is the one in the README`, t => {
    const row = readme.split('\n').find(line => line.includes(` (\`${name}\`) | `)) ?? ''
    t.is(pastedArea(mixer).toFixed(2), row.split('|').at(-2)?.trim() ?? '')
  })
}

test('the README links to files that are there, and its picture is small', t => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link)
  const local = links.filter(link => !link.startsWith('https://'))
  t.true(local.length > 4)
  t.deepEqual(local.filter(link => !existsSync(link)), [])
  t.true(statSync('docs/pictures/mixes.png').size <= 400_000)
})

test('the commands in the README are scripts of the package', t => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name)
  t.true(named.includes('demo'))
  t.deepEqual(named.filter(name => !(name in scripts)), [])
})
