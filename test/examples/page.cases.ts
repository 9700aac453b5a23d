import test from 'ava'
import type { Layer, Plan } from '../../core/index.js'
import { boxes, own } from '../../core/index.js'
import { html, outline, piecesOf } from '../../plugins/report/index.js'
import type { Demo } from '../../examples/demo/page.js'
import { page } from '../../examples/demo/page.js'

const frame = [4, 6]

function planOf (layers: readonly Layer[], size = 2): Plan {
  const axes = ['height', 'width']
  return { mixer: 'cutmix', version: 1, options: {}, draws: {}, size, axes, frame, layers }
}

const cut = planOf([own(), {
  source: { pool: 'batch', rows: Int32Array.of(1, 0) },
  where: boxes([{ height: [1, 3], width: [2, 6] }, { height: [0, 0], width: [0, 6] }])
}])

test('a template escapes text and keeps what is HTML already', t => {
  const name = '<b title="a&b">\'x\'</b>'
  const escaped = '&lt;b title=&quot;a&amp;b&quot;&gt;&#39;x&#39;&lt;/b&gt;'
  t.is(html`<p>${name}${2}</p>`.html, `<p>${escaped}2</p>`)
  t.is(html`<ul>${[html`<li>${name}</li>`, 'last']}</ul>`.html, `<ul><li>${escaped}</li>last</ul>`)
})

test('the pieces of an output say which row is seen, and how much of it', t => {
  const seen = piecesOf(cut).map(list => list.map(({ row, share }) => [row, share]))
  t.deepEqual(seen, [[[0, 2 / 3], [1, 1 / 3]], [[1, 1], [0, 0]]])
  const half = piecesOf(planOf([{ outputs: Int32Array.of(1), source: { rows: Int32Array.of(5) } }]))
  t.deepEqual(half.map(list => list.map(({ row, piece }) => [row, piece])), [[], [[5, 0]]])
})

test('a share that the plan cannot tell is left open', t => {
  const [[{ share }]] = piecesOf(planOf([own(), {
    where: { kind: 'points', select: 'index', parameters: {} }
  }]))
  t.is(share, undefined)
})

test('the outline of a box goes around it, that of an empty one nowhere', t => {
  const { where } = cut.layers[1]
  t.is(outline(where, 0, frame), 'M2 1H6V3H2Z')
  t.is(outline(where, 1, frame), '')
  t.is(outline(undefined, 0, frame), '')
  t.is(outline(boxes([{ width: [1, 2] }]), 1, frame), 'M1 0H2V4H1Z')
})

test('the outline of a mask runs between cells that are seen and cells that are not', t => {
  const mask = { kind: 'mask', axes: ['height', 'width'], of: 2 } as const
  const one = { ...mask, grid: [2, 2], levels: Uint8Array.of(2, 0, 0, 0) }
  t.is(outline(one, 0, [2, 2]), 'M1 0v1M0 1h1')
  t.is(outline(one, 0, [4, 2]), 'M1 0v1M1 1v1M0 2h1')
  t.is(outline({ ...one, levels: Uint8Array.of(2, 2, 2, 2, 1, 0, 0, 0) }, 1, [2, 2]),
    'M1 0v1M0 1h1')
  t.is(outline({ ...one, grid: [1, 2], levels: Uint8Array.of(2, 0), tiled: true }, 0, [1, 4]),
    'M1 0v1M2 0v1M3 0v1')
})

const evil = '"><script>alert(1)</script>'
const address = 'data:image/webp;base64,AAAA'
const demo: Demo = {
  photos: [evil, 'cat'].map(name => ({ name, image: address })),
  mixers: [
    {
      name: `mine/${evil}`,
      description: { name: evil, domain: 'image', paper: evil, options: undefined as never },
      needs: [],
      mixes: [{
        variant: { title: evil, options: {} },
        plan: { ...cut, options: { note: evil } },
        outputs: piecesOf(cut).map(seen => ({ image: address, seen, label: [0.25, 0.75] }))
      }]
    },
    {
      name: 'mine/salient',
      description: { name: 'salient', domain: 'image', paper: 'x', options: undefined as never },
      needs: ['saliency'],
      mixes: []
    }
  ],
  targets: {
    plan: cut,
    before: [{ name: evil, image: address, mask: address, boxes: [[0, 1, 2, 3]] }],
    after: []
  },
  training: { columns: [evil], rows: [[evil, evil]], about: [evil] }
}

test('nothing on the page is fetched from elsewhere, and no text becomes HTML', t => {
  const text = page(demo)
  t.notRegex(text, /<(script|link|iframe|object|embed)\b/)
  t.notRegex(text, /url\(|@import/)
  const sources = [...text.matchAll(/\ssrc="([^"]*)"/g)].map(([, source]) => source)
  t.true(sources.length > 4 && sources.every(source => source === address))
  t.true(text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
})

test('the page has the label and what is seen of every output, and what a mixer needs', t => {
  const text = page(demo).replaceAll('\u00a0', ' ')
  t.true(text.includes('seen: cat 100.0 %'))
  t.true(text.includes('label: cat 75.0 %'))
  t.true(text.includes('M2 1H6V3H2Z'))
  t.true(text.includes('M1 0H3V2H1Z'), 'annotation boxes are drawn')
  t.true(text.includes('it needs saliency'))
})
