/** Builds the page into out/browser; any static server shows it from there. */
import { copyFile, cp, mkdir, readdir } from 'node:fs/promises'
import { build } from 'esbuild'

const out = 'out/browser'
const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist'

await mkdir(out, { recursive: true })
await build({
  entryPoints: ['dist/examples/browser/main.js'],
  outdir: out,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  logLevel: 'warning'
})
await copyFile('examples/browser/index.html', `${out}/index.html`)
const binaries = (await readdir(wasm)).filter(file => file.endsWith('.wasm'))
for (const file of binaries) await cp(`${wasm}/${file}`, `${out}/${file}`)
console.log(`${out}/index.html, for a server such as "npx http-server ${out}"`)
