import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { boundsOf, countOf, takePoints } from '../../../domains/pointcloud/index.js'
import { peer } from '../../peer.js'
import { document, factTable } from '../document.js'
import type { Content } from '../html.js'
import { html } from '../html.js'
import { colourings } from './colours.js'
import type { Colouring, ShownCloud } from './colours.js'
import { script } from './script.js'

/** What a page of clouds tells. All of it is escaped. */
export interface CloudPage {
  readonly title: string
  /** What is known of the data and the run, by name. */
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>
  readonly clouds: readonly ShownCloud[]
  /** Pictures of them, as addresses, for where there is no WebGL. */
  readonly pictures?: ReadonlyArray<readonly [title: string, address: string]>
  /** Commands and programs to copy, with what they are for. */
  readonly code?: ReadonlyArray<readonly [title: string, text: string]>
}

/** Points of a cloud that a page holds; of more, every n-th is shown. */
const MOST = 200_000
const GRID = 65_535

/**
 * A page on which clouds can be turned about, coloured by where points are from, what they are and
 * how high they lie: one HTML file that opens from disk, with three.js in it and nothing fetched.
 *
 * @throws MISSING_PEER without three
 */
export async function cloudPage (page: CloudPage): Promise<string> {
  const { title, facts, clouds, pictures = [], code = [] } = page
  const packed = clouds.map(packedCloud)
  const modules = await threeModules()
  const blocks = [...modules, ...packed.map(({ bytes }, k) => [`cloud-${k}`, bytes] as const)]
  return document(title, html`${factTable(facts)}
<p class="controls"><select id="which" aria-label="cloud">${clouds.map(({ title: each }, k) =>
  html`<option value="${k}">${each}</option>`)}</select>
<label>coloured by <select id="how"></select></label>
<label>points <input id="dot" type="range" min="1" max="6" step="0.5" value="2"></label></p>
<div id="view"></div>
<p id="legend"></p>
<div class="grid">${pictures.map(([name, address]) => html`<figure><img alt="${name}" src="${
  address}"><figcaption>${name}</figcaption></figure>`)}</div>
${code.map(([name, text]): Content => html`<p>${name}</p><pre>${text}</pre>`)}
<script type="application/json" id="clouds">${{ html: jsonOf(packed.map(({ told }) => told)) }}
</script>
${blocks.map(([id, bytes]) => html`<script type="text/plain" id="${id}">${
  gzipSync(bytes).toString('base64')}</script>
`)}
<script type="module">${{ html: script }}</script>`, viewStyle)
}

const viewStyle = `
#view { height: 32rem; border: 1px solid var(--line); border-radius: 4px; overflow: hidden }
.controls { display: flex; gap: 1.4rem; align-items: center; flex-wrap: wrap; max-width: none }
#legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; max-width: none; font-size: .85rem }
#legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
  margin-right: .4em }
.grid img { width: 100%; height: auto }
`

/** JSON that no HTML can end. */
function jsonOf (value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/** Places on a grid of 16 bits, then colours: what the script of the page reads. */
function packedCloud (shown: ShownCloud): { readonly told: object, readonly bytes: Uint8Array } {
  const every = Math.ceil(countOf(shown.cloud) / MOST) || 1
  const cloud = every === 1 ? shown.cloud : takePoints(shown.cloud,
    Int32Array.from({ length: Math.ceil(countOf(shown.cloud) / every) }, (_, k) => k * every))
  const size = countOf(cloud)
  const { low, high } = boundsOf(cloud.coordinates)
  const origin = Array.from(low, value => Number.isFinite(value) ? value : 0)
  const step = Math.max(...Array.from(high, (value, k) => value - low[k]), 0) / GRID || 1
  const places = Uint16Array.from(cloud.coordinates, (value, k) => (value - origin[k % 3]) / step)
  const found = colourings({ ...shown, cloud })
  const bytes = new Uint8Array((6 + 3 * found.length) * size)
  bytes.set(new Uint8Array(places.buffer))
  found.forEach(({ rgb }: Colouring, k) => { bytes.set(rgb, (6 + 3 * k) * size) })
  const told = found.map(({ name, legend }) => ({ name, legend }))
  return { told: { size, low: origin, step, colourings: told }, bytes }
}

async function threeModules (): Promise<Array<readonly [id: string, bytes: Uint8Array]>> {
  const three = await peer('a page of clouds', 'three', () =>
    Promise.resolve(import.meta.resolve('three')))
  const files = [['three-core', './three.core.js'], ['three', './three.module.js'],
    ['three-controls', '../examples/jsm/controls/OrbitControls.js']] as const
  return await Promise.all(files.map(async ([id, file]) =>
    [id, await readFile(new URL(file, three))] as const))
}
