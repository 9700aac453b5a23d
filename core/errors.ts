/**
 * Every error of the library: a stable code and one sentence that says who, which option or input,
 * what is allowed, and what was got.
 *
 * Codes are part of the public interface; sentences are not.
 */

export type ErrorCode = keyof typeof sentences

/** The one error class; `code` is stable, `details` are the values the sentence was made from. */
export class RemixtureError extends Error {
  override readonly name = 'RemixtureError'
  constructor (readonly code: ErrorCode, readonly details: readonly unknown[],
    options?: ErrorOptions) {
    super((sentences[code] as (...values: readonly unknown[]) => string)(...details), options)
  }
}

/**
 * Makes the error of a code: `throw fail('OPTION', 'cutmix', 'alpha', 'must be greater than 0',
 * -1)`.
 */
export function fail<Code extends ErrorCode> (code: Code,
  ...details: Parameters<typeof sentences[Code]>): RemixtureError {
  return new RemixtureError(code, details)
}

const sentences = {
  OPTION: (who: string, option: string, allowed: string, got: unknown) =>
    `${who}: "${option}" ${allowed}, got ${show(got)}`,
  UNKNOWN_OPTION: (who: string, option: string, known: readonly string[]) =>
    `${who}: unknown option "${option}"${listed(option, known)}`,
  UNKNOWN_NAME: (kind: string, name: unknown, known: readonly string[]) =>
    `no ${kind} named ${show(name)}${listed(typeof name === 'string' ? name : '', known)}`,
  NAME_TAKEN: (kind: string, name: string, owner: string) =>
    `${kind} "${name}" is already registered by "${owner}"; choose another name`,
  AMBIGUOUS_NAME: (kind: string, name: string, owners: readonly string[]) =>
    `${kind} "${name}" is registered by several plugins; say which: ${
      owners.map(owner => `"${owner}/${name}"`).join(', ')
    }`,
  FROZEN: (who: string, what: string) =>
    `${who}: ${what} must happen before the first use; make a new one instead`,
  NO_SERVICE: (who: string, service: string) =>
    `${who}: needs the service "${service}", which nothing provides; bind it in the registry`,
  SERVICE_BOUND: (who: string, service: string, owner: string) =>
    `${who}: the service "${service}" is already bound by "${owner}"; rebind it to replace it`,
  SERVICE_CYCLE: (classes: readonly string[]) =>
    `services need each other in a circle: ${
      classes.join(' needs ')
    }; inject one of them elsewhere`,
  NOT_INJECTED: (who: string, parameter: number) =>
    `${who}: parameter ${parameter} of the constructor has no @inject(token), and types are gone at run time`,
  INPUT: (who: string, input: string, allowed: string, got: unknown) =>
    `${who}: "${input}" ${allowed}, got ${show(got)}`,
  EMPTY_BATCH: (who: string, input: string) =>
    `${who}: "${input}" has no rows; a batch needs at least one`,
  TARGET: (who: string, target: string, reason: string) => `${who}: target "${target}" ${reason}`,
  UNKNOWN_TARGET: (who: string, target: string, known: readonly string[]) =>
    `${who}: no rule for target "${target}"${listed(target, known)}`,
  POOL: (who: string, pool: string, known: readonly string[]) =>
    `${who}: needs the pool "${pool}"${listed(pool, known)}`,
  SIGNAL: (who: string, signal: string, remedy: string) =>
    `${who}: needs the signal "${signal}"; ${remedy}`,
  PLAN: (where: string, allowed: string, got: unknown) =>
    `plan: ${where} ${allowed}, got ${show(got)}`,
  PLAN_VERSION: (got: unknown) =>
    `plan: version must be 1, the newest this release reads, got ${show(got)}`,
  DRAW: (name: string, allowed: string, got: unknown) =>
    `draw "${name}" ${allowed}, got ${show(got)}`,
  SCRIPT: (name: string, reason: string) => `scripted draw "${name}" ${reason}`,
  BACKEND: (name: string, reason: string) => `backend "${name}" ${reason}`,
  MISSING_PEER: (who: string, peer: string) =>
    `${who} needs "${peer}"; install it by "npm install ${peer}"`,
  SECOND_TFJS: (input: string) =>
    `"${input}" is a tensor of another copy of @tensorflow/tfjs-core; ` +
    'see "npm ls @tensorflow/tfjs-core" and keep one',
  GRADIENTS: () =>
    'tfjs has no gradients; "@tensorflow/tfjs-layers" must have the version of ' +
    '"@tensorflow/tfjs-core"',
  TENSOR: (op: string, argument: string, allowed: string, got: unknown) =>
    `${op}: "${argument}" ${allowed}, got ${show(got)}`,
  HEAP: (who: string, bytes: number) =>
    `${who}: the memory of tfjs' wasm backend, 4 GiB in all, has no room for ` +
    `${Math.ceil(bytes / 2 ** 20)} MiB more; dispose of tensors, or take fewer rows at a time`,
  FORMAT: (source: string, reason: string) => `${source}: ${reason}`,
  OUTSIDE: (source: string, path: unknown, folder: string) =>
    `${source}: ${show(path)} lies outside of "${folder}"`,
  IMAGE: (file: string, problem: string) => `image "${file}" ${problem}`,
  IMAGE_SIZES: (folder: string, one: string, other: string, remedy: string) =>
    `${folder}: images differ, ${one} and ${other}; ${remedy}`,
  NOT_EMPTY: (folder: string, what: string) =>
    `${folder}: ${what}; choose another folder, or overwrite it with force: true`,
  IN_USE: (folder: string, pid: number, host: string) =>
    `${folder}: process ${pid} on ${host} is mixing into it; wait for it, or choose another folder`,
  CHANGED: (source: string, what: string) => `${source}: ${what} since the mix began`,
  STATE: (reason: string, got: unknown) => `state: ${reason}, got ${show(got)}`
} as const

function listed (name: string, known: readonly string[]): string {
  if (known.length === 0) return '; none are known'
  const near = name === '' ? undefined : nearest(name, known)
  const names = [...known].sort().join(', ')
  return near === undefined ? `; known: ${names}` : `. Did you mean "${near}"? Known: ${names}`
}

/** The known name with the fewest edits, if that is under half its length. */
export function nearest (name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map(each => [each, distance(name.toLowerCase(), each.toLowerCase())] as const)
    .sort(([, a], [, b]) => a - b)
  if (best === undefined) return undefined
  const [closest, edits] = best
  const few = edits < closest.length && edits <= Math.max(1, closest.length / 2 - 1)
  return few ? closest : undefined
}

/** Levenshtein distance. */
function distance (a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}

/** A value in an error sentence: short, quoted if text, never the whole of an array. */
export function show (value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value)
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return showList(value)
  if (ArrayBuffer.isView(value) && 'length' in value)
    return `${withArticle(value.constructor.name)} of ${String(value.length)}`
  if (typeof value === 'object' && value !== null) return describeObject(value)
  return Object.is(value, -0) ? '-0' : String(value)
}

/** Entries of a list are told if that is short; those of lists in lists are not. */
function showList (list: readonly unknown[]): string {
  if (list.length > 8) return `a list of ${list.length}`
  const entries = Array.from(list, each =>
    Array.isArray(each) && each.some(Array.isArray) ? `a list of ${each.length}` : show(each))
  const text = `[${entries.join(', ')}]`
  return text.length > 160 ? `a list of ${list.length}` : text
}

function describeObject (value: object): string {
  const { shape, dtype } = value as { shape?: unknown, dtype?: unknown }
  if (Array.isArray(shape))
    return `${typeof dtype === 'string' ? `${dtype} ` : ''}shape ${showList(shape)}`
  const name = value.constructor?.name ?? 'Object'
  return name === 'Object'
    ? `an object with ${Object.keys(value).slice(0, 6).join(', ') || 'no keys'}`
    : withArticle(name)
}

function withArticle (name: string): string {
  return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`
}
