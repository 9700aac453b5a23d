import type { Tensor } from '@tensorflow/tfjs-core'
import type { ConfiguredMixer } from '../../core/index.js'
import { dropMix, mochi, supReMix } from '../../domains/embedding/index.js'
import { cutmix } from '../../domains/image/index.js'
import { numbers, Rng, rows } from '../../core/index.js'
import * as domains from './domains.js'
import {
  cutBy, downbeats, factsOf, generateOn, labelling, maps, matchOf, pictures
} from './facts.js'
import type { Method } from './method.js'
import { ada } from './methods/ada.js'
import { adAutoMix } from './methods/ad-auto-mix.js'
import { augMix } from './methods/aug-mix.js'
import { bam } from './methods/bam.js'
import { cMixup } from './methods/c-mixup.js'
import { coMixup } from './methods/co-mixup.js'
import { cropMix } from './methods/crop-mix.js'
import { dMixup } from './methods/d-mixup.js'
import { mix3d } from './methods/mix-3d.js'
import { mosaic } from './methods/mosaic.js'
import { pixMix } from './methods/pix-mix.js'
import { pointMixup } from './methods/point-mixup.js'
import { polarMix } from './methods/polar-mix.js'
import { puzzleMix } from './methods/puzzle-mix.js'
import { recursiveMix } from './methods/recursive-mix.js'
import { snapMix } from './methods/snap-mix.js'
import { specMix } from './methods/spec-mix.js'
import { timmElem } from './methods/timm-elem.js'
import { transMix } from './methods/trans-mix.js'

type Row = Pick<Method, 'domain' | 'facts'> & { readonly chance?: Method['chance'] }

/** Every kind of method there is, with the facts it plans from. */
export const methods: readonly Method[] = [
  row(coMixup(), {
    domain: domains.image,
    facts: size => pictures(size, { signals: { labelling: labelling(size) } }),
    chance: 'the labelling decides everything'
  }),
  row(puzzleMix(), {
    domain: domains.image,
    facts: size => pictures(size, { signals: { cut: cutBy(3, [8, 8]) } })
  }),
  row(snapMix({ beta: 5 }), {
    domain: domains.image,
    facts: size => pictures(size, { signals: { maps: { batch: maps(size, [48, 64]) } } })
  }),
  row(augMix(), { domain: domains.image, facts: pictures }),
  row(pixMix(), {
    domain: domains.image,
    facts: size => pictures(size, { pools: { pictures: { size: 14 } } })
  }),
  row(cropMix({ views: 3, operation: 'cutmix' }), { domain: domains.image, facts: pictures }),
  row(recursiveMix(), {
    domain: domains.image,
    facts: size => pictures(size, { pools: { previous: { size: 5 } } })
  }),
  row(mosaic(), { domain: domains.image, facts: pictures }),
  row(specMix(), {
    domain: domains.spectrogram,
    facts: size =>
      factsOf(size, { shape: [128, 500, 1], axes: ['frequency', 'time'], frame: [128, 500] })
  }),
  row(bam(), { domain: domains.audio, facts: music }),
  row(mix3d({ scenes: 3, noise: true }), {
    domain: domains.pointcloud,
    facts: clouds,
    chance: 'groups follow the order of the batch'
  }),
  row(polarMix(), { domain: domains.pointcloud, facts: clouds }),
  row(pointMixup(), {
    domain: domains.pointcloud,
    facts: size => ({ ...clouds(size), signals: { match: matchOf(1024) } })
  }),
  row(ada(), {
    domain: domains.rows,
    facts: size => {
      const clusters = rows(size, i => Math.floor(i * i / 7) % 8)
      return { ...tables(size), signals: { clusters } }
    }
  }),
  row(dMixup(), { domain: domains.rows, facts: tables }),
  row(mochi(), { domain: domains.embedding, facts: embeddings }),
  row(supReMix(), { domain: domains.embedding, facts: embeddings }),
  row(dropMix(), { domain: domains.embedding, facts: embeddings }),
  row(transMix(), { domain: domains.image, facts: pictures }),
  row(adAutoMix(), {
    domain: domains.image,
    facts: size => pictures(size, { signals: { generate: generateOn([12, 16]) } })
  }),
  row(timmElem, { domain: domains.image, facts: pictures }, 'timm-elem'),
  row(cutmix({ pairing: cMixup({ bandwidth: 1.75 }) }), {
    domain: domains.image,
    facts: size => pictures(size, {
      pools: { dataset: { size: 1000 } },
      signals: { targets: { batch: targets(size, 3), dataset: targets(1000, 4) } }
    })
  }, 'cutmix-with-c-mixup')
]

function row (
  mixer: ConfiguredMixer | ConfiguredMixer<Tensor>, { chance = true, ...rest }: Row,
  name: string = mixer.name
): Method {
  return { name, mixer, chance, ...rest }
}

function music (size: number): ReturnType<Method['facts']> {
  const lengths = rows(size, i => 160000 + 1000 * i)
  return factsOf(size, {
    shape: [224000],
    axes: ['time'],
    frame: [224000],
    pools: { batch: { size, lengths } },
    signals: { downbeats: { batch: downbeats(lengths) } }
  })
}

function clouds (size: number): ReturnType<Method['facts']> {
  return factsOf(size, { shape: [1024, 3], axes: [], frame: [] })
}

function tables (size: number): ReturnType<Method['facts']> {
  return factsOf(size, { shape: [5], axes: [], frame: [] })
}

function embeddings (size: number): ReturnType<Method['facts']> {
  return factsOf(size, {
    shape: [128], axes: ['feature'], frame: [128], pools: { bank: { size: 4096 } }
  })
}

function targets (count: number, seed: number): Float64Array {
  const chance = Rng(seed)
  return numbers(count, () => 30 * chance.uniform())
}
