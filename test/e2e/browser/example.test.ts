import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import test from 'ava'
import { createMixer, parse } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { startChromium } from '../../browser/support/chromium.js'
import type { Site } from '../../browser/support/serve.js'
import { serve } from '../../browser/support/serve.js'

const SIDE = 256
const photos = ['chelsea.png', 'coffee.png']
let site: Site
let browser: Browser
let page: Page
const errors: string[] = []

test.serial.before(async () => {
  await promisify(execFile)(process.execPath, ['dist/examples/browser/build.js'])
  site = await serve({ '/': 'out/browser/' })
  browser = await startChromium()
  page = await browser.newPage({ viewport: { width: 1000, height: 1300 } })
  page.on('pageerror', error => { errors.push(String(error)) })
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.url)) {
      errors.push(`asks for ${request.url()}`)
    }
  })
  await page.goto(site.url)
  await page.waitForSelector('body[data-backend="wasm"]')
})
test.after.always(async () => {
  await browser?.close()
  site?.close()
})

/** A photo as large as the page shows it, so that nothing is resized there. */
const png = (name: string): Promise<Buffer> =>
  sharp(`examples/data/images/${name}`).resize(SIDE, SIDE).removeAlpha().png().toBuffer()

async function drop (i: number, bytes: Buffer, name: string): Promise<void> {
  await page.evaluate(([at, text, called]) => {
    const data = new DataTransfer()
    const raw = Uint8Array.from(atob(text as string), letter => letter.charCodeAt(0))
    data.items.add(new File([raw], called as string, { type: 'image/png' }))
    document.querySelectorAll('.drop')[at as number]
      .dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
  }, [i, bytes.toString('base64'), name])
}

async function pixels (id: string): Promise<number[]> {
  return page.evaluate(([canvas]) => Array.from((document.getElementById(canvas) as
    HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 256, 256).data ?? []), [id])
}

/** The largest difference between the page's pictures and those that its plan gives here. */
async function apart (): Promise<number> {
  const raw = await Promise.all(photos.map(async name =>
    sharp(await png(name)).raw().toBuffer()))
  const x = { data: Uint8Array.from(Buffer.concat(raw)), shape: [2, SIDE, SIDE, 3] }
  const plan = parse(await page.textContent('#plan') ?? '')
  const mixed = createMixer(cutmix(), { targets: [] }).apply({ x }, plan).x.data
  const shown = await Promise.all(['mixed-0', 'mixed-1'].map(pixels))
  const all = shown.flat().filter((_, k) => k % 4 < 3)
  return all.reduce((most, value, k) => Math.max(most, Math.abs(value - mixed[k])), 0)
}

test.serial('two photos that are dropped are mixed as in Node', async t => {
  for (const [i, name] of photos.entries()) await drop(i, await png(name), name)
  await page.waitForFunction(() => document.getElementById('plan')?.textContent !== '')
  t.true(await apart() <= 1)
  t.regex(await page.textContent('#label-0') ?? '', /^\d+ % A, \d+ % B$/)
  await page.screenshot({ path: 'out/browser/cutmix.png' })
})

test.serial('λ changes the plan and nothing else that was drawn', async t => {
  const before = parse(await page.textContent('#plan') ?? '')
  await page.fill('#lambda', '0.25')
  await page.waitForFunction(() => document.getElementById('lambda-shown')?.textContent === '0.25')
  const after = parse(await page.textContent('#plan') ?? '')
  t.deepEqual(after.draws, { ...before.draws, lambda: [0.25] })
  t.true(await apart() <= 1)
})

test.serial('drawing again makes another plan, and another mixer its own', async t => {
  const before = await page.textContent('#plan')
  await page.click('#redraw')
  await page.waitForFunction(old => document.getElementById('plan')?.textContent !== old, before)
  t.true(await apart() <= 1)
  await page.selectOption('#mixer', 'mixup')
  await page.waitForFunction(() =>
    document.getElementById('told')?.textContent?.startsWith('mixup') === true)
  t.true(await apart() <= 1)
  await page.screenshot({ path: 'out/browser/mixup.png' })
})

test.serial('what is no image is told, and nothing else is said or asked for', async t => {
  await drop(0, Buffer.from('no image'), 'note.txt')
  await page.waitForFunction(() => document.getElementById('problem')?.textContent !== '')
  t.is(await page.textContent('#problem'), '"note.txt" is no image that this browser can read')
  t.deepEqual(errors, [])
})
