/** An image that was left out, and why: the rest of a sentence that begins with its name. */
export interface Skipped { readonly file: string, readonly problem: string }

/** What `mixFolder` tells while it works. */
export type MixEvent =
  | { readonly type: 'start', readonly total: number, readonly done: number }
  | { readonly type: 'progress', readonly total: number, readonly done: number }
  | { readonly type: 'skipped' } & Skipped
  | { readonly type: 'end', readonly report: MixReport }

/** What `mixFolder` did. */
export interface MixReport {
  readonly out: string
  readonly mixer: string
  /** Images in `out`; of a dry run, those that would be, if none of the sources is broken. */
  readonly count: number
  /** How many of them this call wrote. */
  readonly made: number
  /** In pixels. */
  readonly height: number
  readonly width: number
  readonly classes: readonly string[]
  /** Images of the split, without those whose headers show a problem. */
  readonly images: number
  readonly skipped: readonly Skipped[]
  /** Nothing was written: this is what would be. */
  readonly dryRun: boolean
}
