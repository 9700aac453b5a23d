import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Metafile } from 'esbuild'
import { build } from 'esbuild'

const root = new URL('../../../', import.meta.url)

/** The entries that pages import: core and every domain. */
export async function browserEntries (): Promise<string[]> {
  const { exports } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as
    { exports: Record<string, string | { default: string }> }
  return Object.entries(exports)
    .filter(([, at]) => typeof at !== 'string' &&
      /^\.\/dist\/(core|domains\/\w+)\/index\.js$/.test(at.default))
    .map(([entry]) => entry.replace('.', 'remixture'))
}

export interface Bundle {
  /** What a page loads before it asks for more: bytes. */
  readonly minified: number
  readonly gzipped: number
  /** What it loads when it asks, gzipped. */
  readonly later: number
  /** What is loaded first is made of these files. */
  readonly files: ReadonlySet<string>
  /** Minified bytes by package, own ones by room. */
  readonly parts: ReadonlyMap<string, number>
}

/**
 * Bundles a script as a page's bundler does: minified, tfjs and its backends left out. What is
 * loaded by `import()` is a file of its own.
 */
export async function bundle (script: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: script, resolveDir: root.pathname, sourcefile: 'page.js' },
    absWorkingDir: root.pathname,
    outdir: 'out/bundle',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    legalComments: 'none',
    logLevel: 'silent',
    external: ['@tensorflow/*']
  })
  const files = new Map(outputFiles.map(({ path, contents }) =>
    [path.slice(root.pathname.length), contents]))
  const first = loadedFirst(metafile)
  const gzipped = (names: readonly string[]): number => names
    .reduce((sum, name) => sum + gzipSync(files.get(name) as Uint8Array, { level: 9 }).length, 0)
  const parts = new Map<string, number>()
  const sources = new Set<string>()
  for (const name of first) {
    for (const [file, { bytesInOutput }] of Object.entries(metafile.outputs[name].inputs)) {
      if (bytesInOutput > 0) sources.add(file)
      parts.set(partOf(file), (parts.get(partOf(file)) ?? 0) + bytesInOutput)
    }
  }
  return {
    minified: first.reduce((sum, name) => sum + metafile.outputs[name].bytes, 0),
    gzipped: gzipped(first),
    later: gzipped([...files.keys()].filter(name => !first.includes(name))),
    files: sources,
    parts
  }
}

/** The output of the script, and those that it imports before it runs. */
function loadedFirst ({ outputs }: Metafile): string[] {
  const entry = Object.keys(outputs).find(name => outputs[name].entryPoint === 'page.js') as string
  const found = new Set([entry])
  for (const name of found) {
    for (const { path, kind, external } of outputs[name].imports) {
      if (external !== true && kind === 'import-statement') found.add(path)
    }
  }
  return [...found]
}

function partOf (file: string): string {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]
  return name ?? file.replace(/^dist\//, '').split('/').slice(0, 2).join('/')
}

/** The parts of a bundle in one line, largest first. */
export function account ({ parts }: Bundle): string {
  return [...parts].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a)
    .map(([part, bytes]) => `${part} ${(bytes / 1000).toFixed(1)}`).join(', ')
}
