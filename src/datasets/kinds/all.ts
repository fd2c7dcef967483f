import type { Kind, KindName } from '../types.js'
import { sharegpt, trajectories } from './conversations.js'
import { grpo } from './grpo.js'
import { kto } from './kto.js'
import { dpo, reward } from './pairs.js'
import { sft } from './sft.js'

/** Every kind of dataset by its name. */
export const KINDS: Readonly<Record<KindName, Kind>> = { sft, dpo, kto, grpo, reward, sharegpt, trajectories }
