import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { capabilities, useBackend } from '../../../core/index.js'
import type { Entry } from '../../catalogue/entry.js'
import { adapters } from '../../golden/adapters/index.js'
import type { GoldenFile } from '../../golden/files.js'
import type { FileReport } from '../../golden/verify-cases.js'
import { verifyCases } from '../../golden/verify-cases.js'
import { properties } from '../../../plugins/check/properties/index.js'
import type { PropertyName } from '../../../plugins/check/properties/index.js'
import type { Finding } from '../../universal/survey.js'
import { survey } from '../../universal/survey.js'
import { controls } from '../../universal/controls.js'
import type { Painting } from './paintings.js'
import { paintingsOf } from './paintings.js'

/** What a test may ask of the page. */
export interface Page {
  /** The backend that runs then, and whether its operations are fused. */
  use (backend: string): Promise<{ readonly backend: string, readonly fused: boolean }>
  names (): string[]
  paint (name: string): Promise<Painting[]>
  /** Tries properties with the first set of options, and with those that are exempt. */
  survey (name: string, properties: readonly PropertyName[]): Promise<Finding[]>
  /** What the properties say of mixers that lack them, one list a property. */
  control (property: PropertyName): Promise<ReadonlyArray<readonly [says: string, heard: string]>>
  golden (file: GoldenFile, control: boolean): Promise<FileReport>
}

/** Offers the page's part of the tests, with the catalogue that the bundle brings. */
export function offer (entries: readonly Entry[]): void {
  setWasmPaths('/wasm/')
  const entryOf = (name: string): Entry => entries.find(entry => entry.name === name) as Entry
  const page: Page = {
    use: async backend => {
      const name = await useBackend(backend)
      return { backend: name, fused: capabilities().fused.mixRows }
    },
    names: () => entries.map(({ name }) => name),
    paint: name => paintingsOf(entryOf(name)),
    survey: async (name, asked) => {
      const found: Finding[] = []
      // GPUs in software are slow, and Node tries all of the options
      for (const property of asked) found.push(await survey(entryOf(name), property, 'one'))
      return found
    },
    control: async property => {
      const heard: Array<readonly [string, string]> = []
      for (const { entry, says } of controls[property]) {
        const verdict = await properties[property](entry, {})
        heard.push([says.source, verdict.holds ? 'it holds' : verdict.why])
      }
      return heard
    },
    golden: (file, control) => verifyCases(file, { adapters, control })
  }
  Object.assign(globalThis, { page })
}
