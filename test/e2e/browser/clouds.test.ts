import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'ava'
import { readCloud } from '../../../plugins/io/index.js'
import { cloudPage } from '../../../plugins/report/index.js'
import { startChromium } from '../../browser/support/chromium.js'

test('a page of clouds opens from disk, fetches nothing and shows points', async t => {
  const root = mkdtempSync(path.join(tmpdir(), 'cloud-page-'))
  const browser = await startChromium()
  t.teardown(async () => {
    await browser.close()
    rmSync(root, { recursive: true })
  })
  const cloud = await readCloud('examples/data/pointclouds/lgl_bunny.ply')
  const file = path.join(root, 'page.html')
  writeFileSync(file, await cloudPage({
    title: 'The bunny', facts: [], clouds: [{ title: 'bunny', cloud }]
  }))
  const page = await browser.newPage()
  const [errors, requests] = [[] as string[], [] as string[]]
  page.on('pageerror', error => errors.push(error.message))
  page.on('request', request => {
    if (!/^(blob|data):/.test(request.url())) requests.push(request.url())
  })
  await page.goto(pathToFileURL(file).href)
  await page.waitForSelector('body[data-ready]', { timeout: 60_000 })
  await page.waitForTimeout(500)
  t.deepEqual(errors, [])
  t.deepEqual(requests, [pathToFileURL(file).href])
  const coloured = await page.evaluate(`(() => {
    const shown = document.querySelector('#view canvas')
    const copy = Object.assign(document.createElement('canvas'), { width: 200, height: 100 })
    const context = copy.getContext('2d')
    context.drawImage(shown, 0, 0, 200, 100)
    const { data } = context.getImageData(0, 0, 200, 100)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
  t.true(Number(coloured) > 20)
})
