/**
 * `npm run bench`: runs all parts, keeps the figures in docs/performance.json and writes
 * docs/performance.md from them. `-- --page` writes the page alone, `-- --quick` runs little and
 * proves that it runs, `-- --out <folder>` writes elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Part } from './figures.js'
import { pageOf } from './page.js'
import type { Title } from './parts.js'
import { parts, runPart } from './parts.js'
import type { Performance } from './record.js'
import { performanceOf } from './record.js'

const { values: { page, quick, out } } = parseArgs({
  options: {
    page: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'docs' }
  }
})
const kept = path.join(out, 'performance.json')

async function measured (): Promise<Performance> {
  const found: Record<string, Part> = {}
  for (const title of Object.keys(parts) as Title[]) {
    console.log(`\n# ${title}`)
    found[title] = await runPart(title, quick)
  }
  return performanceOf(found)
}

if (!page) writeFileSync(kept, `${JSON.stringify(await measured(), undefined, 1)}\n`)
const performance = JSON.parse(readFileSync(kept, 'utf8')) as Performance
writeFileSync(path.join(out, 'performance.md'), pageOf(performance))
console.log(`\n${kept} and performance.md beside it`)
