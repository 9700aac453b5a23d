import test from 'ava'
import { partnerChart, partnerDistribution } from '../../plugins/report/index.js'
import { pressures } from '../laws/studies/partners.js'

test('how far the partners of a kernel lie away, and those of none', t => {
  const found = partnerDistribution(pressures, { bandwidth: 1.75 })
  t.true(Math.abs(found.mean.partners - 1.38) < 0.05, `${found.mean.partners}`)
  t.true(Math.abs(found.mean.uniform - 7.8) < 0.2, `${found.mean.uniform}`)
  t.true(found.effective > 100 && found.effective < 800)
  t.true(found.partners.reduce((sum, share) => sum + share, 0) > 0.999)
  const auto = partnerDistribution(pressures)
  t.like(auto.bandwidth, { rule: 'silverman', n: 1503 })
})

test('the chart has a bar for every bin', async t => {
  const { html } = await partnerChart(partnerDistribution(pressures, {}, { bins: 7, rows: 20 }))
  t.regex(html, /^<svg/)
  t.is(html.match(/<rect /g)?.length, 7)
})
