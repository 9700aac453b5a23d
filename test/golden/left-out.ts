/** What is not compared, and why: this list and nothing else. */

/** Files that hold no results of a method: times and scores that were measured once. */
const files: readonly string[] = ['baseline.json']

/** Clips that are measured in a file but may not be handed on; used where they are found. */
const clips: readonly string[] = ['r10_madmom_sample']

/** Numbers that tell of a case but are no result of the method. */
const diagnostics: Readonly<Record<string, readonly string[]>> = {
  /** How clearly the threshold of the mask is met. */
  fmix: ['thresholdGap'],
  /** What lies between embeddings and a loss, which no call gives: the loss depends on it. */
  clip: ['logits'],
  dropmix: ['logits', 'summary1', 'summary2'],
  embedding_expansion: ['distAP', 'distAN'],
  imix: ['logits'],
  m2mix: ['logits', 'targets', 'logitsImage', 'logitsText'],
  metrix: ['mixedDistances', 'mixedPos', 'mixedNeg', 'posTerms', 'negTerms', 'posTerm', 'negTerm'],
  mixco: ['logits', 'logitsMix', 'targetsMix'],
  mochi: ['logits', 'perSample'],
  slerp: ['theta'],
  unmix: ['lossOriginal', 'lossMix', 'lossMixFlip'],
  /** Other readings of the published code than the two that there are. */
  supremix: ['lossReferenceUncompressed', 'gradPaperThroughMixtures'],
  /** The loss by another formula than the reference's. */
  decoupled_mixup: ['perSampleLossPaperFormula']
}

/** Whether a file, by its path from the folder that is walked, is no golden file. */
export function isLeftOut (path: readonly string[]): boolean {
  const name = path[path.length - 1]
  return files.includes(name)
}

/** Whether an entry of `expected` of a file is no result. */
export function isDiagnostic (key: string, entry: string): boolean {
  return Object.hasOwn(diagnostics, key) && diagnostics[key].includes(entry)
}

/** Whether a clip need not be there. */
export function isWithheld (clip: string): boolean {
  return clips.includes(clip)
}
