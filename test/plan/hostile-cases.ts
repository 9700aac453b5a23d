import { stringify } from '../../core/plan/json.js'
import { versionOne } from './fixtures/version-1.js'

/** Sound plans as large as they may be. */
export const largeTexts: Readonly<Record<string, () => string>> = {
  'as many layers as there may be': () => inside('layers', flat('[', '{},', 3 * 8000, '{}]')),
  'rules in rules': () => inside('after', nested('0')),
  'outputs in base64 as long as a text may be': () =>
    inside('layers', flat('[{"outputs":{"int32":"', 'AAAA', 16e6, '"}}]')),
  'weights of millions of outputs': () => millions(4, 0.25),
  'a list as long as there may be': () =>
    inside('layers', flat('[{"outputs":{"int32":[', '0,', 5e5, '1]}}]'))
}

/** Texts that an attacker would try. They are made one at a time, since some are large. */
export const hostileTexts: Readonly<Record<string, () => string>> = {
  '50 MB of one text': () => flat('"', 'a', 50e6, '"'),
  '50 MB of numbers': () => flat('[', '1,', 50e6, '1]'),
  'one text as long as a plan may be': () => flat('"', 'a', LONGEST, '"'),
  'one unended text': () => flat('"', 'a', LONGEST, ''),
  'quotes only': () => flat('', '"', LONGEST, ''),
  'backslashes only': () => flat('"', '\\', LONGEST, ''),
  'escaped quotes only': () => flat('"', '\\"', LONGEST, '"'),
  'escapes that end texts': () => flat('[', '"\\\\",', LONGEST, '0]'),
  'lists 100,000 levels deep': () => '['.repeat(1e5) + ']'.repeat(1e5),
  'objects 100,000 levels deep': () => '{"then":'.repeat(1e5) + '1' + '}'.repeat(1e5),
  'plans 100,000 levels deep': () => chain(1e5),
  'plans as deep as lists may be': () => chain(60),
  'empty lists': () => inside('layers', flat('[', '[],', 8e6, '[]]')),
  'empty objects': () => inside('layers', flat('[', '{},', 8e6, '{}]')),
  'as many empty lists as there may be': () => inside('layers', flat('[', '[],', 3 * 8000, '[]]')),
  'numbers for layers': () => inside('layers', flat('[', '1,', 5e5, '1]')),
  'numbers for steps': () => inside('after', flat('[', '1,', 5e5, '1]')),
  'texts for steps': () => inside('after', flat('[', '"abcdefghijk",', 3.6e6, '""]')),
  'wrong numbers for draws': () => inside('draws', flat('{"a":[', 'null,', 1.3e6, 'null]}')),
  'wrong lists for draws': () => inside('draws', `{${many(4000, i => `"${i}":null`)}}`),
  'wrong parameters': () => inside('after', `[{"step":"a",${many(8000, i => `"p${i}":null`)}}]`),
  'wrong parameters one by one': () => inside(
    'after', `[${many(1300, () => '{"step":"a","p":{}}')}]`
  ),
  'wrong columns': () => inside(
    'layers', `[${many(1600, () => '{"weight":{},"coefficient":{}}')}]`
  ),
  'wrong regions': () => inside('layers', `[${many(1900, () => '{"where":{"kind":"mask"}}')}]`),
  'rules in rules, the last one wrong': () => inside('after', nested('null')),
  'more keys than there may be': () => inside('options', `{${many(500_000, i => `"k${i}":1`)}}`),
  'a long key': () => inside('options', `{"${'k'.repeat(1e6)}":1}`),
  'a long name of a step': () => inside('after', `[{"step":"${'s'.repeat(60_000)}"}]`),
  'a long name of a rule': () => inside('layers', `[{"weight":{"rule":"${'r'.repeat(60_000)}"}}]`),
  '__proto__ as a key': () => inside('options', '{"__proto__":{"polluted":true}}'),
  '__proto__ of a plan': () => `${whole.slice(0, -1)},"__proto__":{"polluted":true}}`,
  'constructor as a key': () => inside('draws', '{"constructor":[1]}'),
  '__proto__ of a parameter': () => inside('after', '[{"step":"a","__proto__":{"polluted":1}}]'),
  '__proto__ as a step': () => inside('after', '[{"step":"__proto__"},{"step":null}]'),
  'a huge size': () => inside('size', '9007199254740992'),
  'a size of 1e308': () => inside('size', '1e308'),
  'an infinite size': () => inside('size', '1e999'),
  'a negative size': () => inside('size', '-2'),
  'a minus zero size': () => inside('size', '-0'),
  'an infinite draw': () => inside('draws', '{"a":[1e999]}'),
  'a huge frame': () => inside('frame', '[9007199254740991,9007199254740991]'),
  'a frame of 1e308': () => inside('frame', '[1e308,1e308]'),
  'a range of 2^53 outputs': () => inside(
    'layers', '[{"outputs":{"rule":"range","first":0,"count":9007199254740992}}]'
  ),
  'a repeat of 2^31 times 2^31': () =>
    inside('layers', '[{"outputs":{"rule":"repeat","each":2147483647,"count":2147483647}}]'),
  'an unknown rule of 2^53 outputs': () => inside(
    'layers', '[{"outputs":{"rule":"mine","count":9007199254740991}}]'
  ),
  'an unknown rule without a count': () => inside('layers', '[{"outputs":{"rule":"mine"}}]'),
  'an unknown rule of a negative count': () => inside(
    'layers', '[{"outputs":{"rule":"mine","count":-1}}]'
  ),
  'a mask of 2^53 cells': () => inside('layers', mask('[9007199254740991,1]', '"AAAA"')),
  'a mask of no cells': () => inside('layers', mask('[0,3]', '""')),
  'a mask of 1e308 cells an axis': () => inside('layers', mask('[1e308,1e308]', '"AAAA"')),
  'base64 of wrong length': () => inside('layers', '[{"outputs":{"int32":"AAA="}}]'),
  'base64 of wrong characters': () => inside('layers', '[{"outputs":{"int32":"!!!!"}}]'),
  'base64 that holds NaN': () => inside('layers', '[{"coefficient":{"float64":"AAAAAAAA+H8="}}]'),
  'wrong base64 as long as a text may be': () =>
    inside('layers', flat('[{"outputs":{"int32":"', 'AAAA', 16e6, '!"}}]')),
  'a wrong list as long as there may be': () => inside(
    'layers', flat('[{"outputs":{"int32":[', '0,', 5e5, '"a"]}}]')
  ),
  'an int32 out of range': () => inside('layers', '[{"outputs":{"int32":[4294967296]}}]'),
  'weights of millions of outputs that sum to 2': () => millions(4, 0.5),
  'millions of outputs, a thousand times': () => millions(1000, 0.001),
  'two records in one': () => whole + whole
}

const LONGEST = 2 ** 24 - 8
const whole = stringify(versionOne[0])

/** A sound plan with one part of this text. */
function inside (key: string, value: string): string {
  const plan = JSON.parse(whole) as Record<string, unknown>
  const { [key]: _, ...rest } = plan
  return `${JSON.stringify(rest).slice(0, -1)},"${key}":${value}}`
}

/** So many plans, each mixing the outputs of the one before. */
function chain (plans: number): string {
  return `${whole.slice(0, -1)},"then":`.repeat(plans) + whole + '}'.repeat(plans)
}

/** As many outputs as there may be, so many layers on them all, and their weight. */
function millions (layers: number, weight: number): string {
  const layer = `{"weight":${weight},"outputs":{"rule":"range","first":0,"count":4194304}}`
  return whole.replace('"size":3', '"size":4194304')
    .replace(/"layers":.*/s, `"layers":[${many(layers, () => layer)}]}`)
}

function mask (grid: string, levels: string): string {
  const where = `"kind":"mask","axes":["height","width"],"grid":${grid},"of":1`
  return `[{"where":{${where},"levels":{"uint8":${levels}}}}]`
}

function many (count: number, entry: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => entry(i)).join()
}

/** A step with a rule in a rule in a rule …, and this at the end. */
function nested (end: string): string {
  return `[{"step":"a","p":${'{"rule":"a","p":'.repeat(50)}${end}${'}'.repeat(50)}}]`
}

/** A text of one part over and over. It lies outside the heap, and does not count as used. */
function flat (start: string, part: string, length: number, end: string): string {
  const bytes = Buffer.alloc(Math.floor(length / part.length) * part.length, part, 'latin1')
  return Buffer.concat([Buffer.from(start), bytes, Buffer.from(end)]).toString('latin1')
}
