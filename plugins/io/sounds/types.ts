import type { BeatTracker } from '../../../domains/audio/index.js'

/** What was heard in a sound: one pass, which is kept. */
export interface Analysis {
  /** Samples a second, as the file has them. */
  readonly sampleRate: number
  readonly channels: number
  /** Samples of a channel. */
  readonly length: number
  /** In seconds. */
  readonly beats: readonly number[]
  readonly downbeats: readonly number[]
  /** Of the beats, in bpm; 0 without beats. */
  readonly bpm: number
}

/** A sound of a folder. */
export interface SoundFile extends Analysis {
  /** Relative to the folder, parts separated by `/`. */
  readonly path: string
  readonly sha256: string
  readonly class?: string
  /** The file that its beats stand in, where somebody wrote them down. */
  readonly map?: string
}

/** A sound that is left out: `problem` is the rest of a sentence that begins with its name. */
export interface BrokenSound { readonly path: string, readonly problem: string }

/** A folder of sounds that was listened to. */
export interface AudioFolder {
  readonly kind: 'sounds'
  /** Its real path. */
  readonly path: string
  /** The names of its sub-folders, in order; none where sounds lie in the folder itself. */
  readonly classes: readonly string[]
  readonly files: readonly SoundFile[]
  readonly broken: readonly BrokenSound[]
  /** What all sounds are brought to. */
  readonly sampleRate: number
  readonly channels: number
}

/** How a folder of sounds is looked at; all may be left out. */
export interface AudioFolderOptions {
  /** In Hz, to which all sounds are resampled; that of most of them by default. */
  readonly sampleRate?: number
  /**
   * Of all sounds. By default as many as they have; where they differ as many as the most, which
   * those of one channel are heard on, or else one, the mean.
   */
  readonly channels?: number
  /**
   * A broken sound is an error, as are sounds of other rates where none is chosen; else broken ones
   * are told and left out.
   */
  readonly strict?: boolean
  /**
   * The file in which is kept what was heard, by the content of sounds: `.beats.json` in the folder
   * by default; `false` keeps nothing.
   */
  readonly cache?: string | false
  /** What finds beats; the library's own by default. Beats of another one are not kept. */
  readonly tracker?: BeatTracker
  readonly onProgress?: (event: {
    readonly done: number
    readonly total: number
    readonly file: string
  }) => void
  readonly signal?: AbortSignal
}
