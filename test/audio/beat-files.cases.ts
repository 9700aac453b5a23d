import test from 'ava'
import { formatBeats, parseBeats } from '../../domains/audio/index.js'
import type { BeatFormat } from '../../domains/audio/index.js'

const times = {
  beats: Float64Array.of(0.25, 0.75, 1.25, 1.75, 2.25), downbeats: Float64Array.of(0.75, 2.25)
}

for (const format of ['audacity', 'jams', 'csv'] as const) {
  test(`beats go through ${format} and back`, t => {
    t.deepEqual(parseBeats(formatBeats(times, format, 3), format), times)
    const none = { beats: new Float64Array(0), downbeats: new Float64Array(0) }
    t.deepEqual(parseBeats(formatBeats(none, format), format), none)
  })
}

test('what editors and annotators write is read', t => {
  const read = (text: string, format: BeatFormat): number[][] => {
    const { beats, downbeats } = parseBeats(text, format)
    return [Array.from(beats), Array.from(downbeats)]
  }
  const wanted = [[0.5, 1, 1.5], [1]]
  t.deepEqual(read('0.5\t0.5\t\r\n\\\t10\t20\r\n1\t1.1\tdownbeat\r\n1.5\t1.5\t2\r\n', 'audacity'),
    wanted)
  t.deepEqual(read('0.5 4\n1 1\n1.5 2\n', 'csv'), wanted)
  t.deepEqual(read('time;beat\n0.5;1.4\n1;2.1\n1.5;2.2', 'csv'), wanted)
  t.deepEqual(read('"time","place"\n"0.5","4"\n"1","1"\n"1.5","2"', 'csv'), wanted)
  // Where a comma is that of decimals, another sign stands between
  t.deepEqual(read('time;beat\n0,5;4\n1,0;1\n1,5;2', 'csv'), wanted)
  t.deepEqual(read('0,5\t4\n1\t1\n1,5\t2', 'csv'), wanted)
  t.deepEqual(read('0,500000\t0,500000\t4\n1,0\t1,0\t1\n1,5\t1,5\t2', 'audacity'), wanted)
  const jams = (data: unknown, namespace = 'beat'): string =>
    JSON.stringify({ annotations: [{ namespace: 'tempo', data: [] }, { namespace, data }] })
  t.deepEqual(read(jams([{ time: 0.5, value: 4 }, { time: 1, value: 1 },
    { time: 1.5, value: null }]), 'jams'), wanted)
  t.deepEqual(read(jams({ time: [0.5, 1, 1.5], value: [4, 1, 2] }), 'jams'), wanted)
  t.deepEqual(read(jams([0.5, 1, 1.5].map((time, k) =>
    ({ time, value: { position: [3, 1, 2][k], measure: 1 } })), 'beat_position'), 'jams'), wanted)
})

test('what is no file of beats says so', t => {
  const refused = (text: string, format: BeatFormat, sentence: RegExp): void => {
    t.throws(() => parseBeats(text, format, 'beats.txt'), { code: 'FORMAT', message: sentence })
  }
  refused('1,1\n0.5,2', 'csv', /^beats.txt: has a beat at 0.5 s after one at 1 s$/)
  refused('-1,1', 'csv', /at -1/)
  refused('1,1\nsoon,2', 'csv', /line 2 must begin with a time/)
  refused('0.5', 'audacity', /line 1 must have a start and an end/)
  refused('{', 'jams', /must be JSON/)
  refused('{}', 'jams', /must have annotations/)
  refused('{"annotations":[]}', 'jams', /no annotation of beats/)
  t.throws(() => parseBeats('', 'midi' as BeatFormat), { code: 'OPTION' })
  t.throws(() => formatBeats(times, 'midi' as BeatFormat), { code: 'OPTION' })
})
