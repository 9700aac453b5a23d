import { scoreBeats, scoreOnsets, scoreTempi } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { numbers } from '../given.js'

/** The measures of onsets, beats and tempi. */
export const metrics: Adapter = (inputs, params) => {
  const [reference, estimated] = ['ref', 'est'].map(name => numbers(inputs, name))
  if (params.kind === 'tempo_cases') {
    const [tolerance, weight] = [numbers(params, 'tol')[0], numbers(inputs, 'ref_weight')[0]]
    const { pScore, one, both } = scoreTempi(reference, weight, estimated, tolerance)
    return { p_score: pScore, one_correct: one, both_correct: both }
  }
  const onsets = scoreOnsets(reference, estimated)
  const beats = scoreBeats(reference, estimated)
  return {
    // Of nothing and nothing mir_eval says 0
    onset_f: onsets.f ?? 0,
    onset_p: onsets.precision,
    onset_r: onsets.recall,
    beat_f: beats.f ?? 0,
    cemgil: beats.cemgil,
    cemgil_best: beats.cemgilBest,
    p_score: beats.pScore,
    CMLc: beats.cmlc,
    CMLt: beats.cmlt,
    AMLc: beats.amlc,
    AMLt: beats.amlt,
    information_gain: beats.informationGain
  }
}
