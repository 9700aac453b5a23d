import type { Boxes, ConfiguredMixer, Facts, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live, roll, targetWeights } from '../../../core/index.js'
import {
  background, beatSplice, beatSync, betweenClass, filterAugment, snrMix, specAugment, specMix,
  spectrogramCutmix, spectrogramMixup, timeCutmix
} from '../../../domains/audio/index.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import type { Study } from '../study.js'
import { betaClaim } from './lambdas.js'
import { drawn, partnerShare } from './masks.js'

/** Plans of two sounds or spectrograms, one a step. */
function plansOf (
  mixer: ConfiguredMixer, count: number, frame: readonly number[], signals: Facts['signals'] = {},
  pools: Facts['pools'] = { batch: { size: 2 } }
): Plan[] {
  const rng = Rng(1)
  const axes = frame.length === 1 ? ['time'] : ['frequency', 'time']
  const facts = { size: 2, shape: frame, axes, frame, pools, signals }
  return Array.from({ length: count }, (_, step) =>
    mixer.plan({ ...facts, step }, live(rng.fork('mix', step)), defaultRegistry.services))
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9
const first = (plans: readonly Plan[], name: string): number[] =>
  plans.map(({ draws }) => draws[name][0])

const bands: Study = {
  title: 'spec-mix',
  run: count => {
    const plans = plansOf(specMix({ ratio: 0.25 }), count, [8, 12])
    const cells = (plan: Plan, width: number): number => {
      const { frequencyBands: [rows], timeBands: [columns] } = plan.draws
      const seen = (list: readonly number[] | undefined, many: number, long: number): Set<number> =>
        new Set((list ?? []).slice(0, many).flatMap(start =>
          Array.from({ length: long }, (_, k) => start + k)))
      const [f, t] = [seen(plan.draws.frequencyStart, rows, width), seen(plan.draws.timeStart,
        columns, width + 1)]
      return (f.size * 12 + t.size * 8 - f.size * t.size) / 96
    }
    return [
      evenClaim('how many bands of frequency', drawn(plans, 'frequencyBands'), 3),
      evenClaim('how many of time', drawn(plans, 'timeBands'), 3),
      evenClaim('where a band of frequency starts',
        plans.flatMap(({ draws }) => draws.frequencyStart ?? []), 6),
      evenClaim('where one of time starts', plans.flatMap(({ draws }) => draws.timeStart ?? []), 9),
      exactClaim('the target follows the cells', plans,
        plan => near(partnerShare(plan), cells(plan, 2)),
        { 'bands one cell wider': plan => near(partnerShare(plan), cells(plan, 3)) })
    ]
  }
}

const betweenClasses: Study = {
  title: 'between-class',
  run: count => {
    const plans = plansOf(betweenClass(), count, [9], { levels: Float64Array.of(12, 2) })
    const r = (plan: Plan): number => plan.draws.r[0]
    const share = (plan: Plan): number => {
      const [own, other] = plan.layers.map(({ coefficient }) => (coefficient as Float64Array)[0])
      return own / (own + other)
    }
    const law = (of: number, gap: number): number => 1 / (1 + 10 ** (gap / 20) * (1 - of) / of)
    return [
      uniformClaim('r', drawn(plans, 'r')),
      exactClaim('the target keeps r', plans, plan => near(targetWeights(plan)[0][0], r(plan)),
        { 'it follows the amplitudes': plan => near(targetWeights(plan)[0][0], share(plan)) }),
      exactClaim('the louder sound is made softer', plans,
        plan => Math.abs(share(plan) - law(r(plan), 10)) < 1e-9,
        { 'levels of powers': plan => Math.abs(share(plan) - law(r(plan), 20)) < 1e-9,
          'the softer one': plan => Math.abs(share(plan) - law(r(plan), -10)) < 1e-9 })
    ]
  }
}

const snrs: Study = {
  title: 'snr-mix',
  run: count => {
    const plans = plansOf(snrMix({ snr: [-3, 9] }), count, [9], { rms: Float64Array.of(0.4, 0.1) })
    return [
      chanceClaim('half of the rows are mixed', first(plans, 'mix'), 0.5),
      uniformClaim('the SNR', plans.flatMap(({ draws }) => draws.snr ?? []), -3, 9)
    ]
  }
}

const backgrounds: Study = {
  title: 'background',
  run: count => {
    const levels = { batch: Float64Array.of(0.4, 0.2), background: Float64Array.of(0.1, 0.3, 0.2) }
    const lengths = { background: Int32Array.of(14, 14, 14) }
    const shown = (options: object): Plan[] => plansOf(background(options), count, [10],
      { rms: levels, lengths }, { batch: { size: 2 },
        background: { size: 3, x: { data: new Float32Array(42), shape: [3, 14] } } })
    const plans = shown({})
    const heard = plans.filter(({ draws }) => draws.mix[0] === 1)
    const gain = ({ layers: [, { coefficient }] }: Plan): number => (coefficient as Float64Array)[0]
    const law = ({ draws }: Plan, by: number): number =>
      0.4 / levels.background[draws.background[0]] * 10 ** (-draws.snr[0] / by)
    const own = shown({ level: 'absolute' }).filter(({ draws }) => draws.mix[0] === 1)
    return [
      chanceClaim('half of the rows have a background', first(plans, 'mix'), 0.5),
      evenClaim('any of the pool', first(heard, 'background'), 3),
      evenClaim('it begins anywhere', first(heard, 'start'), 5),
      uniformClaim('the SNR', drawn(heard, 'snr'), 3, 30),
      uniformClaim('a level of its own', drawn(own, 'rms'), -45, -15),
      exactClaim('it is as loud as its SNR says', heard, plan => near(gain(plan), law(plan, 20)),
        { 'decibels of powers': plan => near(gain(plan), law(plan, 10)) })
    ]
  }
}

const span = (plan: Plan): number[] => {
  const { start, end } = plan.layers[1].where as Boxes
  return [start[start.length - 1], end[end.length - 1]]
}

function cuts (title: string, mixer: ConfiguredMixer, frame: readonly number[]): Study {
  return {
    title,
    run: count => {
      const plans = plansOf(mixer, count, frame)
      const lambda = (plan: Plan): number => plan.draws.lambda[0]
      const long = (plan: Plan, of: number): boolean =>
        span(plan)[1] - span(plan)[0] === Math.round((1 - of) * frame[frame.length - 1])
      const halves = plans.filter(plan => span(plan)[1] - span(plan)[0] === 5)
      return [
        betaClaim('λ', drawn(plans, 'lambda'), 1),
        exactClaim('the span has 1 - λ of the time', plans, plan => long(plan, lambda(plan)),
          { 'λ flipped': plan => long(plan, 1 - lambda(plan)) }),
        evenClaim('it starts anywhere it fits', halves.map(plan => span(plan)[0]), 6)
      ]
    }
  }
}

const boxes: Study = {
  title: 'spectrogram-cutmix',
  run: count => {
    const plans = plansOf(spectrogramCutmix(), count, [8, 12])
    const side = (plan: Plan, axis: number, of: number): boolean => {
      const { start, end } = plan.layers[1].where as Boxes
      const length = [8, 12][axis]
      const half = Math.floor(Math.floor(length * Math.sqrt(1 - of)) / 2)
      const centre = plan.draws[axis === 0 ? 'centerFrequency' : 'centerTime'][0]
      return start[axis] === Math.max(0, centre - half) &&
        end[axis] === Math.min(length, centre + half)
    }
    const lambda = (plan: Plan): number => plan.draws.lambda[0]
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      evenClaim('the band of the centre', drawn(plans, 'centerFrequency'), 8),
      evenClaim('its frame', drawn(plans, 'centerTime'), 12),
      exactClaim('sides have √(1 - λ), clipped', plans,
        plan => [0, 1].every(axis => side(plan, axis, lambda(plan))),
        { 'λ flipped': plan => [0, 1].every(axis => side(plan, axis, 1 - lambda(plan))) })
    ]
  }
}

const mixups: Study = {
  title: 'spectrogram-mixup',
  run: count => [betaClaim('λ', drawn(plansOf(spectrogramMixup({ alpha: 0.4, scale: 'power' }),
    count, [2, 2]), 'lambda'), 0.4)]
}

const beats: Study = {
  title: 'beat-sync',
  run: count => {
    const at = Int32Array.of(0, 100, 200, 300, 400)
    const maps = [0, 1].map(() => ({ beats: at, downbeats: at }))
    const plans = plansOf(beatSync({ segment: 895 }), count, [900], { beats: maps })
      .filter(({ draws }) => draws.pair[0] === 1)
    const mixed = plans.filter(({ draws }) => draws.mix[0] === 1)
    const always = plansOf(beatSync({ probability: 1, pairing: roll() }), count, [900],
      { beats: maps })
    const length = (plan: Plan): number => (plan.layers[0].where as Boxes).end[0]
    const left = (plan: Plan, by: number): boolean => length(plan) === 900 - by * Math.max(
      plan.draws.anchorBeat[0], plan.draws.partnerBeat[0])
    return [
      chanceClaim('half of the rows are mixed', first(plans, 'mix'), 0.5),
      evenClaim('the downbeat of the row is any but the last', first(mixed, 'anchorBeat'), 4),
      evenClaim('and that of its partner', first(mixed, 'partnerBeat'), 4),
      betaClaim('λ', drawn(always, 'lambda'), 5),
      exactClaim('both are heard as far as both go', mixed, plan => left(plan, 100),
        { 'the whole row': plan => left(plan, 0) }),
      evenClaim('a row that is not mixed is cut anywhere',
        first(plans.filter(({ draws }) => draws.mix[0] === 0), 'crop'), 6)
    ]
  }
}

const splices: Study = {
  title: 'beat-splice',
  run: count => {
    const maps = [0, 1].map(() => ({ beats: Int32Array.of(0, 10, 20, 30), downbeats: [] }))
    const plans = plansOf(beatSplice({ partner: 0.3, pairing: roll() }), count, [40],
      { beats: maps })
    const cut = plansOf(beatSplice({ partner: 0.25, pairing: roll() }), count, [40],
      { beats: [0, 1].map(() => ({ beats: Int32Array.of(10), downbeats: [] })) })
    const share = ({ draws }: Plan, of: number): number =>
      draws.partner.slice(0, 4).filter(each => each === of).length / 4
    return [
      ...[0, 1, 2, 3].map(k => chanceClaim(`the partner is heard from boundary ${k}`,
        plans.map(({ draws }) => draws.partner[k]), 0.3)),
      exactClaim('the target follows the time of the partner', plans,
        plan => near(partnerShare(plan), share(plan, 1)),
        { 'that of the row': plan => near(partnerShare(plan), share(plan, 0)) }),
      evenClaim('without a rhythm a span is cut anywhere', first(cut, 'start'), 31)
    ]
  }
}

const partnersHeard: Study = {
  title: 'beat-sync: gains and stretching',
  run: count => {
    const maps = [1, 1.03].map(by => {
      const beats = Int32Array.from({ length: 9 }, (_, k) => Math.round(100 * by * k))
      return { beats, downbeats: beats.filter((_, k) => k % 4 === 0) }
    })
    const x = { data: new Float32Array(2000), shape: [2, 1000] }
    const plans = plansOf(beatSync({ probability: 1, pairing: roll(), gain: 'rms',
      stretch: 'wsola', sampleRate: 8000 }), count, [1000],
    { beats: maps, rms: Float64Array.of(0.4, 0.1) }, { batch: { size: 2, x } })
    const [stretches, gains] = [0, 1].map(place => plans.map(({ layers: [, { view = [] }] }) =>
      view[place] as unknown as { readonly ratio: Float64Array, readonly by: Float64Array }))
    const off = (by: number) => ({ ratio }: { readonly ratio: Float64Array }): boolean =>
      Math.abs(ratio[0] - by) < 1e-3 && Math.abs(ratio[1] - 1 / by) < 1e-3
    return [
      exactClaim('a partner takes the tempo of the row', stretches, off(1 / 1.03),
        { 'the row takes that of its partner': off(1.03) }),
      exactClaim('a partner is as loud as the row', gains,
        ({ by: [a, b] }) => near(a, 4) && near(b, 0.25),
        { 'by powers': ({ by: [a] }) => near(a, 16) })
    ]
  }
}

const augments: Study = {
  title: 'spec-augment and filter-augment',
  run: count => {
    const stripes = plansOf(specAugment({ timeWidth: 3, frequencyWidth: 2 }), count, [8, 12])
    const filters = plansOf(filterAugment(), count, [20, 4])
    return [
      evenClaim('the width of a stripe', first(stripes, 'timeWidth'), 4),
      evenClaim('that of a band', first(stripes, 'frequencyWidth'), 3),
      evenClaim('how many bands are filtered', drawn(filters, 'bands').map(many => many - 3), 3),
      uniformClaim('their gains', first(filters, 'gain'), -6, 6)
    ]
  }
}

export const studies: readonly Study[] = [
  bands, betweenClasses, snrs, cuts('time-cutmix', timeCutmix(), [10]),
  cuts('spectrogram-cutmix along time', spectrogramCutmix({ along: 'time' }), [4, 10]), boxes,
  mixups, beats, splices, backgrounds, partnersHeard, augments
]
