/** Modules that are written beside a configuration, and what is called in them. */
export const VERIFY_MODULE = 'verify_dataset'
export const ROWS_MODULE = 'skillloop_rows'
export const REWARD_MODULE = 'skillloop_reward'
export const REWARD_FUNCTION = `${REWARD_MODULE}.outcome_reward`
