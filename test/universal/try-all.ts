import { mkdir, writeFile } from 'node:fs/promises'
import test from 'ava'
import { useBackend } from '../../core/index.js'
import { equalsCpu } from '../../plugins/check/properties/equals-cpu.js'
import { catalogue } from '../catalogue/catalogue.js'
import type { Entry } from '../catalogue/entry.js'
import { paintsAlone, runsOn } from '../catalogue/entry.js'
import type { Found } from './matrix.js'
import { matrix } from './matrix.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'
import { anyBackend, propertyNames } from '../../plugins/check/properties/index.js'
import { survey } from './survey.js'

const all = await catalogue()

/** Declares tests that try every property of every mixer on these backends, as `survey` does. */
export function tryAll (backends: readonly string[], sets: 'all' | 'one' = 'all'): void {
  const found: Found[] = []
  const tried = (backend: string): readonly PropertyName[] =>
    propertyNames.filter(property => backend === backends[0] || !anyBackend.has(property))

  const on = (backend: string): readonly Entry[] => all.filter(entry => runsOn(backend, entry))

  for (const backend of backends) {
    for (const entry of on(backend)) {
      test.serial(`${entry.name} has every property on ${backend}`, async t => {
        await useBackend(backend)
        for (const property of tried(backend)) {
          found.push({ ...await survey(entry, property, sets), backend })
        }
        const here = found.filter(each => each.mixer === entry.name && each.backend === backend)
        t.deepEqual(here.flatMap(({ problems }) => problems), [])
      })
    }
  }

  // cpu and wasm are compared by a property, whichever backend is in effect.
  for (const backend of backends.filter(name => name !== 'cpu' && name !== 'wasm')) {
    for (const entry of on(backend).filter(paintsAlone)) {
      test.serial(`${entry.name} gives on ${backend} what it gives on cpu`, async t => {
        await useBackend(backend)
        for (const options of entry.options) {
          t.deepEqual(await equalsCpu(backend, 1e-5)(entry, options), { holds: true })
        }
      })
    }
  }

  test.serial('the matrix of mixers and properties is complete', async t => {
    const table = matrix(all, found)
    t.log(`\n${table}`)
    await mkdir('out', { recursive: true })
    await writeFile('out/matrix.md', table)
    const count = backends.map(backend => on(backend).length * tried(backend).length)
    t.is(found.length, count.reduce((sum, each) => sum + each, 0))
    t.notRegex(table, /not run/)
  })
}
