import { readdir } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { build } from 'esbuild'
import type { Page as Offered } from '../page/main.js'
import { startChromium } from './chromium.js'
import type { Site } from './serve.js'
import { serve } from './serve.js'

const root = new URL('../../../../', import.meta.url).pathname

/** The page of the tests, opened. */
export interface TestPage {
  /** Calls what the page offers, by name. */
  ask<Name extends keyof Offered> (
    name: Name, ...given: Parameters<Offered[Name]>
  ): Promise<Awaited<ReturnType<Offered[Name]>>>
  close (): Promise<void>
}

/** Bundles the page, serves it with the WebAssembly files of tfjs, and opens it. */
export async function openTestPage (): Promise<TestPage> {
  const wasm = `${root}node_modules/@tensorflow/tfjs-backend-wasm/dist/`
  const site = await serve({ '/wasm/': wasm }, {
    '/index.html': new TextEncoder().encode(
      '<!doctype html><title>Tests</title><script type="module" src="/page.js"></script>'),
    ...await scripts()
  })
  let browser: Browser | undefined
  try {
    browser = await startChromium()
    return await open(browser, site)
  } catch (error) {
    await browser?.close()
    site.close()
    throw error
  }
}

/** What the page's script offers. */
type Page = Record<string, (...given: unknown[]) => unknown>

async function open (browser: Browser, site: Site): Promise<TestPage> {
  const page = await browser.newPage()
  const said: string[] = []
  page.on('pageerror', error => { said.push(String(error)) })
  await page.goto(site.url)
  await page.waitForFunction(() => 'page' in globalThis, undefined, { timeout: 20_000 })
    .catch((error: unknown) => { throw new Error([String(error), ...said].join('\n')) })
  return {
    ask: async (name, ...given) => await page.evaluate(
      ([method, ...rest]) => (globalThis as unknown as { page: Page })
        .page[method as string](...rest), [name, ...given] as unknown[]) as never,
    close: async () => {
      await browser.close()
      site.close()
    }
  }
}

/** The page's script and what it loads on demand, by their paths. */
async function scripts (): Promise<Record<string, Uint8Array>> {
  const files = (await readdir(`${root}dist/test/catalogue/entries`))
    .filter(file => file.endsWith('.js'))
  const { outputFiles } = await build({
    stdin: {
      contents: [
        ...files.map((file, f) => `import { entry as e${f} } from './catalogue/entries/${file}'`),
        "import { offer } from './browser/page/main.js'",
        `offer([${files.map((_, f) => `e${f}`).join()}])`
      ].join('\n'),
      resolveDir: `${root}dist/test`
    },
    // Plans tell a function by its name
    keepNames: true,
    entryNames: 'page',
    outdir: root,
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent'
  })
  return Object.fromEntries(outputFiles.map(({ path, contents }) =>
    [path.slice(root.length - 1), contents]))
}
