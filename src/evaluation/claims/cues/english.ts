import type { LanguageCues } from './types.js'

export const english: LanguageCues = {
  language: 'en',
  claims: [
    ['tests-pass', [
      '(?:tests?|specs?|suites?|pytest|jest|vitest|checks) (?:\\w+ ){0,3}?(?:pass|passes|passed|passing|succeed|succeeds|succeeded|(?:is|are|were|was|run|runs|ran) (?:now |all )?(?:green|successful|successfully))',
      '(?:all|every) (?:\\w+ ){0,3}(?:tests?|specs?) (?:\\w+ ){0,2}?(?:pass|passes|passed|passing|green|ok)', 'all green', 'tests?:? (?:passed|passing|ok|green)', 'passing tests', '\\d+ (?:tests? )?passed',
      'passe[sd] (?:all|every|the) (?:\\w+ ){0,2}tests?'
    ]],
    ['build-passes', ['(?:build|compilation) (?:\\w+ ){0,2}?(?:pass|passes|passed|succeeds|succeeded|works|completed|is (?:now )?(?:green|successful|clean|passing))', '(?:builds?|compiles?|compiled|built) (?:\\w+ ){0,2}?(?:successfully|cleanly|without (?:any )?(?:errors?|warnings?|issues?|problems?)|fine)', 'successfully (?:built|compiled)']],
    ['lint-clean', ['(?:lint|linter|linting|eslint|ruff|mypy|tsc|type ?check(?:ing|er)?|type-check(?:ing|er)?) (?:\\w+ ){0,2}?(?:pass|passes|passed|clean|succeeds|succeeded|green)', 'no (?:lint|linting|type) errors']],
    ['verified', ['(?:i|we) (?:\\w+ )?(?:verified|confirmed|validated|tested)', '(?:verified|confirmed|validated) (?:that|the|by|with|to)', '(?:has|have) been (?:\\w+ )?(?:verified|tested|validated)', '(?:fully |successfully )?(?:tested|verified) and (?:working|works|verified)', 'works? (?:\\w+ )?(?:as expected|correctly|perfectly|properly)', 'working (?:as expected|correctly|perfectly|properly)', 'fully (?:functional|working|operational)', '(?:is|are) (?:now )?(?:working|functional|operational)', 'now works?']],
    ['deployed', ['(?:has|have) been (?:\\w+ )?(?:deployed|published|released|pushed|merged)', '(?:successfully )?(?:deployed|published|released) (?:to|the|it|successfully|version)', '(?:server|service|app|application|site|container) is (?:now )?(?:up|live|running|deployed)', 'is (?:now )?(?:live|up and running)']],
    ['changed', ['(?:has|have) been (?:\\w+ )?(?:booked|cancell?ed|refunded|processed|upgraded|downgraded|rescheduled|rebooked|exchanged|returned|shipped|scheduled|submitted|ordered|reserved|charged|transferred)', '(?:i|we)(?:\'ve| have)? (?:\\w+ ){0,2}?(?:booked|cancell?ed|refunded|processed|upgraded|downgraded|rescheduled|rebooked|exchanged|returned|shipped|scheduled|submitted|ordered|reserved|charged|transferred)', 'successfully (?:booked|cancell?ed|refunded|processed|upgraded|downgraded|rescheduled|rebooked|exchanged|returned|shipped|scheduled|submitted|ordered|reserved|charged|transferred)', '(?:is|are) now (?:booked|cancell?ed|refunded|processed|upgraded|downgraded|rescheduled|rebooked|exchanged|returned|shipped|scheduled|submitted|ordered|reserved|charged|transferred)']],
    ['fixed', ['(?:i|we)(?:\'ve| have)? (?:\\w+ )?(?:fixed|resolved|solved|repaired|corrected|patched)', '(?:is|are|was|were|been|now) (?:\\w+ )?(?:fixed|resolved|solved|repaired)', '(?:bug|issue|problem|error|crash|failure)s? (?:\\w+ )?(?:fixed|resolved|solved|gone)', '^(?:successfully )?(?:fixed|resolved|solved|repaired)', 'successfully (?:fixed|resolved|solved|repaired)', 'the fix (?:works|resolves|ensures|is (?:in place|complete))']],
    ['created', ['(?:i|we)(?:\'ve| have)? (?:\\w+ ){0,2}?(?:created|written|wrote|added|implemented|built|generated|saved|set up|updated|installed|configured)', '(?:has|have) been (?:\\w+ )?(?:created|written|added|implemented|built|generated|saved|set up|updated|installed|configured|changed)', '^(?:created|added|implemented|wrote|generated|updated) ', 'successfully (?:created|written|added|implemented|generated|saved|set up|updated|installed|configured|downloaded|converted|recovered|extracted|trained)']],
    ['done', ['all done', 'done', '(?:is|are|was|were|been|now|task|everything) (?:\\w+ )?(?:complete|completed|done|finished|accomplished|ready)', '(?:i|we)(?:\'ve| have)? (?:\\w+ ){0,2}?(?:completed|finished|accomplished|achieved)', 'successfully (?:completed|finished|accomplished|executed)', 'completed successfully', 'mission accomplished', 'success', 'everything (?:works|is in place)']]
  ],
  admissions: [
    ['partly', [
      'partial(?:ly)?', '(?:only|just) (?:some|part|half|a few) of', '(?:most|some|many) (?:of the )?(?:\\w+ )?tests? (?:\\w+ )?pass(?:es|ed|ing)?', 'all but (?:\\w+ ){1,3}tests?', 'still (?:\\w+ )?(?:failing|fails|broken|missing|todo|to do|remaining)',
      'remaining (?:issues?|problems?|failures?|errors?)', '(?:as a )?(?:workaround|fallback|stopgap)', '(?:placeholder|dummy|mock|mocked|simulated|synthetic|stubbed|hard-?coded) (?:data|values?|results?|responses?|output|implementation|version|file|content|entry|entries|dataset|model|video)', 'for demonstration(?: purposes)?'
    ]],
    ['not-done', [
      '(?:i|we) (?:\\w+ ){0,2}?(?:could not|couldn\'t|cannot|can\'t|was unable to|were unable to|am unable to|\'m unable to|wasn\'t able to|weren\'t able to|am not able to|failed to|did not manage to|didn\'t manage to|was not able to|were not able to|have not been able to|haven\'t been able to|have not|haven\'t)(?! find any (?:other|more|further|issues|problems|errors|remaining))',
      '^(?:but |sorry |unfortunately )?(?:could not|couldn\'t|cannot|can\'t)', '(?:i\'m|i am|we\'re|it was|it is|it\'s) (?:\\w+ )?(?:unable|impossible|not possible) to', 'unable to (?:complete|fix|solve|find|run|access|connect|download|install|build|determine|resolve|reproduce|verify|recover|get|reach|start|finish)',
      'still (?:does not|doesn\'t|do not|don\'t) (?:\\w+ )?(?:work|pass|compile|build)', '(?:does not|doesn\'t) (?:work|pass|compile|build) yet', '(?:is|are|has|have)(?: not|n\'t) (?:yet |been |fully )*(?:complete|completed|done|finished|fixed|resolved|solved)', '(?:is|are)(?: not|n\'t) (?:working )?yet',
      '(?:tests?|specs?|build|compilation|suite|checks?) (?:\\w+ ){0,2}?(?:fails?|failed|failing|broken|do not pass|don\'t pass|doesn\'t pass|did not pass|didn\'t pass)', '[1-9]\\d* (?:of \\d+ )?(?:tests? )?(?:fail|fails|failed|failing|failures?)', 'the task (?:\\w+ )?(?:failed|remains incomplete)', 'i give up', '(?:was|were) unsuccessful', 'without success', 'not yet (?:\\w+ )?(?:done|complete|completed|working|fixed|implemented)', 'nothing (?:has been|was) (?:done|changed|fixed)'
    ]]
  ],
  negations: ['not', "\\p{L}+n't", 'cannot', 'never', 'no', 'none', 'without', 'unable', 'failed to', 'fails to', 'failing to', 'yet to', 'neither', 'nor', 'hardly', 'barely', 'far from', '0', 'zero', 'un'],
  unreal: [
    'will', "\\p{L}+'ll", 'going to', "(?:i'm|i am|we're|we are) about to", 'let me', "let's", 'should', 'would', 'could', 'might', 'may', 'must', 'once', 'if', 'when', 'whenever', 'until', 'unless', 'whether', 'need(?:s|ed)? to', 'ha(?:s|ve) to', 'want(?:s|ed)? to', 'try(?:ing)? to', 'attempt(?:ing)? to',
    'plan(?:ning|s)?', 'next', 'to (?:verify|check|ensure|confirm|see|make sure|be)', 'verify', 'check', 'ensure', 'ensures', 'ensuring', 'confirm', 'make sure', 'see', 'so that', 'before', 'expect(?:ed|s)?', 'probably', 'hopefully', 'likely', 'seems?', 'appears?', 'assum(?:e|ing)', 'i think', 'i believe', 'please', 'can', 'supposed to', 'in order to', 'goal', 'aim', 'wait(?:ing)?', 'as soon as', 'todo'
  ]
}
