/**
 * Runs trainings and appends a line of JSON for each to a file; those that are there are left out,
 * so that it can be stopped:
 * `collect.js airfoil 0 30 none,mixup,manifold,c-mixup out/airfoil.jsonl`
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { useBackend } from '../../core/index.js'
import type { Run } from './run.js'
import { run } from './run.js'
import { airfoil, california } from './task.js'

const [name, first, end, names, file] = process.argv.slice(2)
const task = name === 'airfoil' ? airfoil : california
await useBackend('wasm')
await mkdir(path.dirname(file), { recursive: true })
const text = await readFile(file, 'utf8').catch(() => '')
const done = text.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Run)
for (let seed = Number(first); seed < Number(end); seed++) {
  for (const method of names.split(',')) {
    if (done.some(each => each.seed === seed && each.method === method)) continue
    const result = await run(task, method, seed)
    await appendFile(file, `${JSON.stringify(result)}\n`)
    console.log(`${method}, seed ${seed}: RMSE ${result.rmse.toFixed(3)}`)
  }
}
