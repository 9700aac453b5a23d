/**
 * Writes a large table of numbers, the same every time: an id, features, and a price that depends
 * on them. `node dist/test/e2e/tables/generate.js 1000000 /tmp/large.csv` gives 1,000,000 rows of
 * 50 columns, 557 MB.
 */
import { createWriteStream } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { uniforms } from '../../laws/study.js'

const COLUMNS = 50
const TOGETHER = 2000

/** Writes `rows` rows, constant in memory. */
export async function generate (file: string, rows: number, columns = COLUMNS): Promise<void> {
  await pipeline(Readable.from(lines(rows, columns), { objectMode: false }),
    createWriteStream(file))
}

function * lines (rows: number, columns: number): Generator<string> {
  const draw = uniforms(11)
  const features = columns - 2
  const names = Array.from({ length: features }, (_, k) => `feature_${k}`)
  yield `id,${names.join(',')},price\n`
  let text = ''
  for (let row = 0; row < rows; row++) {
    let [line, price] = [String(row), 100]
    for (let k = 0; k < features; k++) {
      const value = draw() * 1000 - 500
      price += k % 7 === 0 ? value / 20 : 0
      line += `,${value.toFixed(6)}`
    }
    text += `${line},${price.toFixed(4)}\n`
    if (row % TOGETHER < TOGETHER - 1) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

const [, script, rows, file] = process.argv
if (script !== undefined && import.meta.url === pathToFileURL(script).href)
  await generate(file, Number(rows))
