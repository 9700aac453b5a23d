// Every file of data must have a line in the README.md or LICENSE of its own folder:
//   | `name.csv` | what it is | where it comes from | its licence |
// `node .ci/licences/data.js [folder …]`
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

const licence = /\b(MIT|BSD|Apache|CC0|CC BY|public domain)\b/i
const form = '| `file` | what | source | licence |'
const about = /^(README\.md|LICENSE.*)$/

const roots = process.argv.length > 2 ? process.argv.slice(2) : ['examples/data', 'test/data']
const files = roots.filter(existsSync).flatMap(root =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !about.test(entry.name)))
const problems = files.flatMap(({ parentPath, name }) => {
  const problem = problemOf(parentPath, name)
  return problem === undefined ? [] : [`${path.join(parentPath, name)}: ${problem}`]
})
for (const problem of problems) console.error(problem)
console.log(`${files.length} files of data, ${problems.length} without their source and licence`)
process.exitCode = problems.length === 0 ? 0 : 1

function problemOf (folder, name) {
  const lines = readdirSync(folder).filter(other => about.test(other))
    .flatMap(other => readFileSync(path.join(folder, other), 'utf8').split('\n'))
  const row = lines.find(line => line.includes(`\`${name}\``))
  if (row === undefined) return `no line of ${folder}/README.md names \`${name}\``
  const cells = row.split('|').slice(1, -1).map(cell => cell.trim())
  if (cells.length < 4 || cells.includes('')) return `its line must be ${form}`
  if (!licence.test(cells.at(-1))) return `"${cells.at(-1)}" names no licence that is known here`
}
