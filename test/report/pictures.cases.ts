import test from 'ava'
import sharp from 'sharp'
import type { Plan } from '../../core/index.js'
import { boxes, own } from '../../core/index.js'
import { contactSheet, dataUrl, embedded, histogram, overlaySvg,
  piecesOf } from '../../plugins/report/index.js'

const pixels = {
  data: Uint8Array.from({ length: 4 * 6 * 3 }, (_, i) => i * 3), height: 4, width: 6, channels: 3
} as const

const plan: Plan = {
  mixer: 'cutmix', version: 1, options: {}, draws: {}, size: 2, axes: ['height', 'width'],
  frame: [40, 60],
  layers: [own(), {
    source: { pool: 'batch', rows: Int32Array.of(1, 0) },
    where: boxes([{ height: [10, 30], width: [20, 60] }, { height: [0, 0], width: [0, 6] }])
  }]
}

test('a picture in a page has the pixels that went into it', async t => {
  const [head, bytes] = (await embedded(pixels)).split(',')
  t.is(head, 'data:image/png;base64')
  const { data, info } = await sharp(Buffer.from(bytes, 'base64')).raw()
    .toBuffer({ resolveWithObject: true })
  t.deepEqual([info.height, info.width], [4, 6])
  t.deepEqual(new Uint8Array(data), pixels.data)
})

test('the bytes of a file stay what they are in a page', t => {
  t.is(dataUrl(Uint8Array.of(1, 2, 255), 'webp'), 'data:image/webp;base64,AQL/')
})

test('an overlay by itself is a picture with lines where the regions end', async t => {
  const svg = overlaySvg(plan, piecesOf(plan)[0])
  const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true })
  t.deepEqual([info.height, info.width], [40, 60])
  const alpha = (y: number, x: number): number => data[(y * 60 + x) * 4 + 3]
  t.true(alpha(10, 40) > 100)
  t.true(alpha(20, 20) > 100)
  t.is(alpha(20, 40), 0)
  t.is(alpha(5, 5), 0)
  const empty = await sharp(Buffer.from(overlaySvg(plan, piecesOf(plan)[1]))).raw().toBuffer()
  t.true(empty.every(value => value === 0))
})

test('a contact sheet has a place for every picture, and white between them', async t => {
  const red = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#f00' } })
    .png().toBuffer()
  const sheet = await contactSheet([{ image: red }, { image: pixels }, { image: red }],
    { columns: 2, height: 30, width: 20, gap: 5 })
  const { data, info } = await sharp(sheet).removeAlpha().raw()
    .toBuffer({ resolveWithObject: true })
  t.deepEqual([info.width, info.height], [5 + 2 * 25, 5 + 2 * 35])
  const at = (y: number, x: number): number[] => [...data.subarray((y * 55 + x) * 3).subarray(0, 3)]
  t.deepEqual(at(2, 2), [255, 255, 255])
  t.deepEqual(at(20, 15), [255, 0, 0])
  t.deepEqual(at(55, 15), [255, 0, 0])
  t.deepEqual(at(55, 45), [255, 255, 255])
})

test('a histogram has a bar for every bin, and a line through what is expected', async t => {
  const { html } = await histogram({
    name: 'λ <b>', values: [0.1, 0.1, 0.6, 0.9], expected: [0.25, 0.25, 0.25, 0.25]
  })
  t.regex(html, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  t.is(html.match(/<rect /g)?.length, 4)
  t.false(html.includes('<b>'))
  const heights = [...html.matchAll(/<rect [^>]*height="([^"]+)"/g)].map(([, height]) => +height)
  t.true(Math.abs(heights[0] - 2 * heights[2]) < 1e-9)
  t.is(heights[1], 0)
  const { format } = await sharp(Buffer.from(html)).metadata()
  t.is(format, 'svg')
})
