import { mkdir, writeFile } from 'node:fs/promises'
import test from 'ava'
import { useBackend } from '../../core/index.js'
import { backends } from '../backends.js'
import { catalogue } from '../catalogue/catalogue.js'
import type { Found } from './matrix.js'
import { matrix } from './matrix.js'
import type { PropertyName } from './properties/index.js'
import { anyBackend, propertyNames } from './properties/index.js'
import { survey } from './survey.js'

const entries = await catalogue()
const found: Found[] = []
const tried = (backend: string): readonly PropertyName[] =>
  propertyNames.filter(property => backend === backends[0] || !anyBackend.has(property))

for (const backend of backends) {
  for (const entry of entries) {
    test.serial(`${entry.name} has every property on ${backend}`, async t => {
      await useBackend(backend)
      for (const property of tried(backend)) {
        found.push({ ...await survey(entry, property), backend })
      }
      const here = found.filter(each => each.mixer === entry.name && each.backend === backend)
      t.deepEqual(here.flatMap(({ problems }) => problems), [])
    })
  }
}

test.serial('the matrix of mixers and properties is complete', async t => {
  const table = matrix(entries, found)
  t.log(`\n${table}`)
  await mkdir('out', { recursive: true })
  await writeFile('out/matrix.md', table)
  t.is(found.length, entries.length * backends.flatMap(tried).length)
  t.notRegex(table, /not run/)
})
