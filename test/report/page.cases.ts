import test from 'ava'
import type { Plan } from '../../core/index.js'
import { own } from '../../core/index.js'
import { html, mixPage, piecesOf } from '../../plugins/report/index.js'

const hostile = '"><script>alert(1)</script><img src=x onerror=\'a\'>&'

const plan: Plan = {
  mixer: hostile, version: 1, options: { note: hostile }, draws: { [hostile]: [1] }, size: 1,
  axes: ['height', 'width'], frame: [4, 6], layers: [own()]
}

const page = mixPage({
  title: hostile,
  about: [hostile],
  facts: [[hostile, hostile]],
  sections: [{
    title: hostile,
    about: hostile,
    figures: [{
      image: `data:image/png;base64,${hostile}`, name: hostile, plan, seen: piecesOf(plan)[0],
      sources: [hostile], label: [{ name: hostile, share: 0.25 }]
    }]
  }],
  charts: [html`<svg></svg>`],
  code: [[hostile, hostile]]
})

test('nothing that was given to a page gets out of its place', t => {
  t.false(page.includes('<script'))
  t.false(page.includes('onerror=\'a\''))
  t.is(page.match(/<img /g)?.length, 1)
  t.true(page.includes('&lt;script&gt;'))
  t.true(page.includes('<svg></svg>'))
})

test('a page fetches nothing and runs nothing', t => {
  t.notRegex(page, /<(script|link|iframe|object|embed)\b/)
  t.notRegex(page, /\b(src|href)="(?!data:|#)/)
  t.notRegex(page, /url\(/)
})

test('a figure says its label, and what is seen of which source', t => {
  const small = mixPage({
    title: 'a', about: [], facts: [],
    sections: [{
      title: 'b',
      figures: [{
        image: 'data:,', plan, seen: piecesOf(plan)[0], sources: ['cat 1.png'],
        label: [{ name: 'cat', share: 0.25 }, { name: 'dog', share: 0.75 }]
      }]
    }]
  })
  const text = small.replaceAll('\u00a0', ' ')
  t.true(text.includes('label: cat 25.0 %, dog 75.0 %'))
  t.true(text.includes('seen: cat 1.png 100.0 %'))
  t.true(text.includes('width: 25.00%'))
})
