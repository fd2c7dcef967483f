// Generated from schemas/ by `npm run generate`; edit the schemas instead.
export const schemas = {
  "comment": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "comment.schema.json",
    "title": "Comment",
    "description": "What a person says of a proposal without deciding: comments/<proposal id>/<time>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. On main and not on the branch, so that it moves no branch that is under review and outlives a squash, a rejection and a deleted branch. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "proposal",
      "text",
      "at",
      "by"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "proposal": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$"
      },
      "text": {
        "type": "string",
        "minLength": 1,
        "maxLength": 20000
      },
      "head": {
        "type": "string",
        "pattern": "^[0-9a-f]{40}$",
        "description": "The commit of the proposal's branch that was looked at; absent where there was no branch."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      }
    }
  },
  "condition": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "condition.schema.json",
    "title": "Condition",
    "description": "What an evaluation of a session must be like: every key that is given has to hold. Given on the command line, or kept by a loop that runs until it holds.",
    "type": "object",
    "additionalProperties": false,
    "minProperties": 1,
    "required": [],
    "properties": {
      "score_gte": {
        "type": "number",
        "minimum": 0,
        "maximum": 100,
        "description": "The score is this or higher."
      },
      "score_lte": {
        "type": "number",
        "minimum": 0,
        "maximum": 100,
        "description": "The score is this or lower."
      },
      "required_tags": {
        "$ref": "#/$defs/tags",
        "description": "The evaluation has all of these tags."
      },
      "forbidden_tags": {
        "$ref": "#/$defs/tags",
        "description": "The evaluation has none of these tags."
      },
      "labels": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": true,
        "items": {
          "enum": [
            "success",
            "partial",
            "failure",
            "unknown"
          ]
        },
        "description": "The label is one of these."
      },
      "claims": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
          "$ref": "#/$defs/verdicts"
        },
        "description": "By kind of claim, which verdicts it may have: there is a claim of the kind, and each of them has one of these. * means every claim that was made, if any was."
      },
      "evaluator": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "description": "The evaluation is by this evaluator."
      },
      "since": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z)?$",
        "description": "The session began on this day, or at this time in UTC, or later."
      },
      "max_iterations": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000,
        "description": "How often a loop tries at most: it ends then, whether or not the rest holds."
      },
      "any": {
        "$ref": "#/$defs/conditions",
        "description": "One of these holds."
      },
      "all": {
        "$ref": "#/$defs/conditions",
        "description": "All of these hold."
      },
      "not": {
        "$ref": "#",
        "description": "This does not hold."
      }
    },
    "$defs": {
      "tags": {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "uniqueItems": true,
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        }
      },
      "conditions": {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {
          "$ref": "#"
        }
      },
      "verdict": {
        "enum": [
          "verified",
          "contradicted",
          "unsupported"
        ]
      },
      "verdicts": {
        "anyOf": [
          {
            "$ref": "#/$defs/verdict"
          },
          {
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": {
              "$ref": "#/$defs/verdict"
            }
          }
        ]
      }
    }
  },
  "dataset-manifest": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "dataset-manifest.schema.json",
    "title": "DatasetManifest",
    "description": "Which records a dataset holds and where each came from: datasets/<name>/<id>.json on main. It rebuilds the files byte for byte wherever the traces are.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "id",
      "name",
      "kind",
      "createdAt",
      "generator",
      "options",
      "ledgerCommit",
      "policySha256",
      "files",
      "records",
      "excluded"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "id": {
        "type": "string",
        "pattern": "^[0-9a-f]{16}$",
        "description": "First 16 hex digits of SHA-256 over this manifest without id, createdAt and ledgerCommit: the same export again is the same manifest."
      },
      "name": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
      },
      "kind": {
        "enum": [
          "sft",
          "dpo",
          "kto",
          "grpo",
          "reward",
          "sharegpt",
          "trajectories"
        ]
      },
      "createdAt": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "generator": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "version",
          "recordVersion"
        ],
        "properties": {
          "version": {
            "type": "string",
            "description": "SkillLoop's version."
          },
          "recordVersion": {
            "type": "integer",
            "minimum": 1,
            "description": "Version of the rules that turn a trace into a record; another one may not rebuild the same bytes."
          },
          "code": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 over the code that made the records."
          }
        }
      },
      "options": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "evaluator",
          "minScore",
          "splits"
        ],
        "properties": {
          "evaluator": {
            "type": "string"
          },
          "minScore": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100
          },
          "allowStale": {
            "const": true,
            "description": "Scores counted that an earlier evaluator, configuration or form of the trace gave."
          },
          "splits": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
              "type": "number",
              "exclusiveMinimum": 0,
              "maximum": 1
            }
          },
          "requireApproval": {
            "const": true,
            "description": "Only sessions that a person approved as examples."
          },
          "label": {
            "enum": [
              "success",
              "partial",
              "failure",
              "unknown"
            ],
            "description": "Only sessions evaluated as this."
          },
          "tags": {
            "type": "array",
            "uniqueItems": true,
            "items": {
              "type": "string"
            },
            "description": "Only sessions whose evaluation has all of them."
          },
          "runtime": {
            "type": "string"
          },
          "since": {
            "type": "string",
            "description": "Only sessions that began at this moment or later."
          },
          "limit": {
            "type": "integer",
            "minimum": 1
          },
          "nearDuplicates": {
            "const": "collapse",
            "description": "Of near-duplicates the best alone; absent: all, in one split."
          },
          "saveFailures": {
            "const": true,
            "description": "Sessions that the score turned down are in a file of their own, split failed."
          },
          "preferences": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "explicit",
              "corrections",
              "retries"
            ],
            "properties": {
              "explicit": {
                "type": "boolean"
              },
              "corrections": {
                "type": "boolean"
              },
              "retries": {
                "type": "boolean"
              }
            }
          },
          "heldOut": {
            "type": "array",
            "description": "Files of which no passage may be in a record.",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "name",
                "sha256"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "sha256": {
                  "type": "string",
                  "pattern": "^[0-9a-f]{64}$"
                }
              }
            }
          },
          "format": {
            "const": "parquet",
            "description": "Absent: JSON Lines."
          },
          "reasoning": {
            "const": "keep",
            "description": "Reasoning is in the records; absent: left out."
          },
          "shape": {
            "enum": [
              "openai",
              "axolotl"
            ],
            "description": "Absent: TRL's, with arguments as objects. openai: arguments as JSON text. axolotl: preferences with one last message a side."
          },
          "toolTurn": {
            "const": "human",
            "description": "Who speaks results in conversations of {from, value}; absent: tool."
          },
          "fit": {
            "title": "Fit",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "maxTokens",
              "threshold",
              "head",
              "tailTurns",
              "tailTokens",
              "summaryRatio"
            ],
            "description": "Conversations of more than maxTokens were compressed.",
            "properties": {
              "maxTokens": {
                "type": "integer",
                "minimum": 1
              },
              "threshold": {
                "type": "number"
              },
              "head": {
                "type": "integer",
                "minimum": 0
              },
              "tailTurns": {
                "type": "integer",
                "minimum": 0
              },
              "tailTokens": {
                "type": "integer",
                "minimum": 0
              },
              "summaryRatio": {
                "type": "number"
              }
            }
          },
          "tokenizer": {
            "type": "string",
            "description": "What tokens were counted with; absent: characters/4. Of a tokenizer.json its name and SHA-256."
          }
        }
      },
      "splitsFrom": {
        "type": "string",
        "pattern": "^[0-9a-f]{16}$",
        "description": "The earlier manifest whose sessions stayed in their splits; not part of the id."
      },
      "ledgerCommit": {
        "type": "string",
        "pattern": "^[0-9a-f]{40}$",
        "description": "The ledger's tip when the traces were read."
      },
      "policySha256": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$"
      },
      "files": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "name",
            "split",
            "sha256",
            "bytes",
            "records",
            "tokens"
          ],
          "properties": {
            "name": {
              "type": "string"
            },
            "split": {
              "type": "string"
            },
            "sha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "bytes": {
              "type": "integer",
              "minimum": 0
            },
            "records": {
              "type": "integer",
              "minimum": 0
            },
            "tokens": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "method",
                "total",
                "min",
                "mean",
                "max"
              ],
              "properties": {
                "method": {
                  "type": "string",
                  "description": "How tokens were counted; characters/4 is an estimate."
                },
                "total": {
                  "type": "integer",
                  "minimum": 0
                },
                "min": {
                  "type": "integer",
                  "minimum": 0
                },
                "mean": {
                  "type": "integer",
                  "minimum": 0
                },
                "max": {
                  "type": "integer",
                  "minimum": 0
                }
              }
            }
          }
        }
      },
      "records": {
        "type": "array",
        "description": "In the order of the files' lines, split by split in the order of files.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "split",
            "trace",
            "traceSha256",
            "score",
            "evaluatorVersion",
            "group",
            "sha256"
          ],
          "properties": {
            "split": {
              "type": "string"
            },
            "trace": {
              "type": "string",
              "pattern": "^[0-9a-f]{20}$"
            },
            "traceSha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "score": {
              "type": "integer",
              "minimum": 0,
              "maximum": 100
            },
            "evaluatorVersion": {
              "type": "string"
            },
            "evaluationSha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$",
              "description": "Of the canonical JSON of the evaluation that let it pass."
            },
            "group": {
              "type": "string",
              "pattern": "^[0-9a-f]{20}$",
              "description": "Sessions of one task and near-identical ones share a group, and a group is never split."
            },
            "with": {
              "type": "array",
              "description": "The other sessions of the record, e.g. of a preference the rejected one.",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "trace",
                  "traceSha256",
                  "score",
                  "evaluatorVersion",
                  "evaluationSha256"
                ],
                "properties": {
                  "trace": {
                    "type": "string",
                    "pattern": "^[0-9a-f]{20}$"
                  },
                  "traceSha256": {
                    "type": "string",
                    "pattern": "^[0-9a-f]{64}$"
                  },
                  "score": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 100
                  },
                  "evaluatorVersion": {
                    "type": "string"
                  },
                  "evaluationSha256": {
                    "type": "string",
                    "pattern": "^[0-9a-f]{64}$"
                  }
                }
              }
            },
            "how": {
              "type": "object",
              "additionalProperties": {
                "type": [
                  "string",
                  "number",
                  "boolean"
                ]
              },
              "description": "Which record of its sessions it is, and what speaks for it."
            },
            "proposals": {
              "type": "array",
              "items": {
                "type": "string",
                "pattern": "^[0-9a-f]{12}$"
              },
              "description": "Approved proposals that learned from its sessions."
            },
            "sha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$",
              "description": "Of the record's line without its newline."
            }
          }
        }
      },
      "excluded": {
        "type": "object",
        "additionalProperties": {
          "type": "integer",
          "minimum": 1
        },
        "description": "Reason to number of traces left out."
      }
    }
  },
  "decision": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "decision.schema.json",
    "title": "Decision",
    "description": "What a person decided on a proposal, and on which bytes: decisions/<proposal id>/<time>-<verb>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "proposal",
      "verb",
      "at",
      "by",
      "artifact",
      "after"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "proposal": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$"
      },
      "verb": {
        "enum": [
          "approve",
          "reject",
          "revoke",
          "apply"
        ]
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      },
      "reason": {
        "type": "string"
      },
      "signature": {
        "type": "string",
        "maxLength": 16384,
        "pattern": "^-----BEGIN (SSH|PGP) SIGNATURE-----\\n[A-Za-z0-9+/=:., \\n-]+\\n-----END (SSH|PGP) SIGNATURE-----\\n$",
        "description": "Armoured signature of the person, of the canonical JSON of this decision without this key: SSH with the namespace skillloop-decision, or OpenPGP. In the file, so that a squash or a rebase on a host does not lose it."
      },
      "artifact": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path",
          "digest"
        ],
        "properties": {
          "path": {
            "type": "string",
            "minLength": 1
          },
          "digest": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$",
            "description": "The bytes decided on."
          },
          "replaces": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$"
          }
        }
      },
      "after": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{12}$"
        },
        "description": "Ids of the decisions on this proposal that this one knew of. Two decisions of which neither knew the other, and which contradict each other, are a dispute."
      },
      "support": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{20}$"
        },
        "description": "The sessions that spoke for the proposal when it was decided."
      },
      "risk": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "verdict",
          "findings",
          "scanner"
        ],
        "description": "What the scan of the bytes decided on said at that time.",
        "properties": {
          "verdict": {
            "enum": [
              "safe",
              "caution",
              "dangerous"
            ]
          },
          "findings": {
            "type": "integer",
            "minimum": 0
          },
          "scanner": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "version",
              "rules"
            ],
            "properties": {
              "version": {
                "type": "integer",
                "minimum": 1
              },
              "rules": {
                "type": "string",
                "pattern": "^[0-9a-f]{64}$",
                "description": "SHA-256 over the rules as data."
              }
            }
          },
          "accepted": {
            "type": "string",
            "minLength": 1,
            "description": "Why the person accepts the risk; absent where there was none to accept."
          }
        }
      },
      "rollback": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "to",
          "commit"
        ],
        "description": "Of an approve that put the bytes of an earlier version back.",
        "properties": {
          "to": {
            "type": "integer",
            "minimum": 1,
            "description": "The version, as main's first parents number it."
          },
          "from": {
            "type": "integer",
            "minimum": 1,
            "description": "The version that was in force until then; absent where none was."
          },
          "commit": {
            "type": "string",
            "pattern": "^[0-9a-f]{40}$",
            "description": "The commit on main that the bytes were taken from."
          }
        }
      },
      "applied": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "target",
          "files"
        ],
        "properties": {
          "target": {
            "type": "string",
            "description": "Folder, or file that has a block, relative to the project where it is inside it; with its form before it where that is not told by the path, as in okf:docs/learned."
          },
          "files": {
            "type": "object",
            "additionalProperties": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "description": "Path within the target to SHA-256 of what was written there."
          },
          "as": {
            "enum": [
              "block",
              "link"
            ],
            "description": "What the paths are where they are no plain files: block, a marked part of a file that is otherwise not SkillLoop's, whose hash is that of the part with its lines ended by newlines; link, a symbolic link to a folder, whose hash is that of where it leads."
          },
          "removed": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Paths within the target that were taken away again, or that this artifact is no longer part of."
          },
          "leaves": {
            "type": "object",
            "additionalProperties": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "description": "Path to SHA-256 of what stands there now, without this artifact: of a file that several are in."
          }
        }
      }
    }
  },
  "evaluation": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "evaluation.schema.json",
    "title": "Evaluation",
    "description": "What one evaluator makes of one trace. Stored on the ledger as evaluations/<evaluator>/YYYY/MM/DD/<trace id>.json beside the trace's own date; earlier results stay in Git history. No time of its own: the commit has it, and evaluating again without a change commits nothing.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "traceId",
      "traceSha256",
      "evaluator",
      "score",
      "label",
      "confidence",
      "tags",
      "points",
      "claims",
      "doubts"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "traceId": {
        "type": "string",
        "pattern": "^[0-9a-f]{20}$"
      },
      "traceSha256": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "The trace's content hash at the time; another one makes this evaluation stale."
      },
      "eventsSha256": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "SHA-256 of the ratings and corrections by people that were weighed; absent: nobody had said anything, or the evaluator doesn't hear it. Another one makes this evaluation stale."
      },
      "evaluator": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "version",
          "configSha256"
        ],
        "properties": {
          "name": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"
          },
          "version": {
            "type": "string",
            "pattern": "^\\d+\\.\\d+\\.\\d+$"
          },
          "configSha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Everything but the version that a result depends on: weights, a module's bytes, a judge's model and limits."
          },
          "kind": {
            "enum": [
              "module",
              "judge"
            ],
            "description": "module: code of the project's own, trusted on the machine that ran it; judge: a model's opinion, which another run may not repeat. Absent: one that comes with SkillLoop."
          }
        }
      },
      "score": {
        "type": "integer",
        "minimum": 0,
        "maximum": 100
      },
      "label": {
        "enum": [
          "success",
          "partial",
          "failure",
          "unknown"
        ]
      },
      "confidence": {
        "type": "number",
        "minimum": 0,
        "maximum": 1
      },
      "tags": {
        "type": "array",
        "uniqueItems": true,
        "items": {
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
        }
      },
      "points": {
        "type": "array",
        "description": "Every point of the score: rule, points and where it was seen. They sum to the score: caps and bounds are items too.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "rule",
            "points",
            "note"
          ],
          "properties": {
            "rule": {
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
            },
            "points": {
              "type": "number"
            },
            "note": {
              "type": "string"
            },
            "at": {
              "type": "array",
              "items": {
                "$ref": "#/$defs/pointer"
              }
            }
          }
        }
      },
      "claims": {
        "type": "array",
        "description": "What the assistant said it achieved, beside what was observed.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "quote",
            "at",
            "verdict"
          ],
          "properties": {
            "kind": {
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
              "description": "tests-pass, build-passes, done, fixed, created, deployed, verified, not-done …"
            },
            "quote": {
              "type": "string"
            },
            "at": {
              "$ref": "#/$defs/pointer"
            },
            "verdict": {
              "enum": [
                "verified",
                "contradicted",
                "unsupported"
              ]
            },
            "by": {
              "type": "array",
              "items": {
                "$ref": "#/$defs/pointer"
              },
              "description": "The observations that bear it out or contradict it."
            }
          }
        }
      },
      "doubts": {
        "type": "array",
        "items": {
          "type": "string"
        },
        "description": "Reasons not to trust this score."
      },
      "learning": {
        "title": "Learning",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "value",
          "parts",
          "quality",
          "work"
        ],
        "description": "What there is to learn from the session, as far as it follows from this one trace. How it compares with other runs of its kind is worked out when somebody asks.",
        "properties": {
          "value": {
            "$ref": "#/$defs/share",
            "description": "The parts that apply, by the policy's weights."
          },
          "parts": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "part",
                "value",
                "note"
              ],
              "properties": {
                "part": {
                  "enum": [
                    "succeeded",
                    "tools",
                    "recovered",
                    "general"
                  ]
                },
                "value": {
                  "$ref": "#/$defs/share"
                },
                "note": {
                  "type": "string"
                }
              }
            }
          },
          "quality": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "repeatability",
              "clarity",
              "toolDiversity",
              "errorScenarios"
            ],
            "description": "How good an example of its task the session is.",
            "properties": {
              "repeatability": {
                "$ref": "#/$defs/share",
                "description": "Calls that worked of those that tell; half of it where a person had to correct."
              },
              "clarity": {
                "$ref": "#/$defs/share",
                "description": "Thirds: the request says enough, no question had to be asked back, nothing was corrected."
              },
              "toolDiversity": {
                "$ref": "#/$defs/share",
                "description": "Different tools; five and more are 1."
              },
              "errorScenarios": {
                "$ref": "#/$defs/share",
                "description": "Different kinds of calls that failed and then worked; three and more are 1."
              }
            }
          },
          "work": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "kind",
              "calls"
            ],
            "properties": {
              "kind": {
                "type": "string",
                "pattern": "^[0-9a-f]{12}$",
                "description": "Hash of the opening request's intent and the set of tools: what runs are compared by."
              },
              "calls": {
                "type": "integer",
                "minimum": 0
              },
              "tokens": {
                "type": "integer",
                "minimum": 0,
                "description": "Input and output, without what a cache served."
              },
              "seconds": {
                "type": "number",
                "minimum": 0
              }
            }
          }
        }
      }
    },
    "$defs": {
      "share": {
        "type": "number",
        "minimum": 0,
        "maximum": 1
      },
      "pointer": {
        "title": "Pointer",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "message"
        ],
        "description": "A place in the trace: index of the message, and of the tool call within it.",
        "properties": {
          "message": {
            "type": "integer",
            "minimum": 0
          },
          "call": {
            "type": "integer",
            "minimum": 0
          }
        }
      }
    }
  },
  "event": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "event.schema.json",
    "title": "TraceEvent",
    "description": "What a person says of a session after the fact: events/YYYY/MM/<time>-<kind>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "kind",
      "trace",
      "traceSha256",
      "at",
      "by"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "kind": {
        "enum": [
          "rating",
          "correction",
          "example",
          "quarantine",
          "lift",
          "forget"
        ],
        "description": "rating: how good the session was; correction: a message of it was wrong; example: whether it is one to learn from; quarantine: nothing may be learned from it; lift: it may again; forget: its content was taken out of the history, and this stays in its place."
      },
      "trace": {
        "type": "string",
        "pattern": "^[0-9a-f]{20}$"
      },
      "traceSha256": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "The session as it was when this was said."
      },
      "rating": {
        "type": "integer",
        "minimum": 1,
        "maximum": 5,
        "description": "1 bad … 5 good; of a rating."
      },
      "message": {
        "type": "integer",
        "minimum": 0,
        "description": "Index of the message that was wrong; of a correction."
      },
      "example": {
        "enum": [
          "good",
          "bad"
        ],
        "description": "good: to be learned from; bad: not to be; of an example. A person's later word takes the place of the earlier."
      },
      "why": {
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "description": "What makes it one; of an example.",
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "description": "Of what was asked."
          },
          "environment": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "description": "Of where it was done: project, versions, state."
          },
          "tools": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "description": "Of the tools and how they were used."
          },
          "expectedOutput": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "description": "Of what came out, against what should."
          }
        }
      },
      "note": {
        "type": "string"
      },
      "lifts": {
        "type": "array",
        "minItems": 1,
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{12}$"
        },
        "description": "Ids of the quarantines that a lift ends: one that it did not know of stays."
      },
      "forms": {
        "type": "array",
        "minItems": 1,
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "description": "Of a forget: the SHA-256 of every form in which the session had been stored."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      }
    }
  },
  "memory": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "memory.schema.json",
    "title": "MemoryFrontMatter",
    "description": "Front matter of memory/<type>/<slug>.md. The body is the lesson in one or a few sentences.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "type",
      "scope",
      "subject",
      "proposal"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "type": {
        "enum": [
          "semantic",
          "episodic",
          "procedural"
        ],
        "description": "semantic: facts and preferences; episodic: what happened in a run; procedural: rules for acting."
      },
      "scope": {
        "enum": [
          "user",
          "project",
          "environment"
        ]
      },
      "project": {
        "type": "string",
        "description": "Name of the project that a project memory is about, where it is known."
      },
      "until": {
        "type": "string",
        "pattern": "^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
        "description": "The last day on which it is to be relied on, where the lesson itself names one."
      },
      "subject": {
        "type": "string",
        "minLength": 1
      },
      "proposal": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$"
      }
    }
  },
  "policy": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "policy.schema.json",
    "title": "Policy",
    "description": "The rules of a store: policy.json on main. Changing them is a commit like any other; the policy in force for a commit is that of its first parent. Sections and keys that are left out have the defaults given here.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "ingestion": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "maxToolResultBytes": {
            "type": "integer",
            "minimum": 1024,
            "default": 65536,
            "description": "A tool result longer than this keeps its head and tail; its full length and SHA-256 are kept with it."
          },
          "sources": {
            "type": "array",
            "maxItems": 50,
            "default": [],
            "items": {
              "$ref": "#/$defs/connectedSource"
            },
            "description": "What a tick of the controller reads. What hooks reported is always read."
          },
          "maxSessions": {
            "type": "integer",
            "minimum": 0,
            "default": 0,
            "description": "New or changed sessions that a tick takes in of each source, the newest files first; the rest waits for the next tick. 0: all."
          },
          "maxLineBytes": {
            "type": "integer",
            "minimum": 1024,
            "maximum": 268435456,
            "default": 33554432,
            "description": "A longer line of a JSONL file is skipped and counted."
          },
          "deny": {
            "type": "array",
            "maxItems": 200,
            "default": [],
            "items": {
              "$ref": "#/$defs/denyRule"
            },
            "description": "What is never taken in. Without tool: sessions that runtime and path mean are left out. With tool: results or arguments of its calls are dropped before anything is stored."
          }
        }
      },
      "redaction": {
        "type": "object",
        "additionalProperties": false,
        "description": "What is masked beside or in spite of what SkillLoop itself looks for. Patterns are in RE2 syntax and take linear time on any text.",
        "properties": {
          "allow": {
            "type": "array",
            "maxItems": 1000,
            "default": [],
            "items": {
              "$ref": "#/$defs/allowance"
            },
            "description": "Values that look like secrets and are none."
          },
          "rules": {
            "type": "array",
            "maxItems": 500,
            "default": [],
            "items": {
              "$ref": "#/$defs/redactionRule"
            },
            "description": "Secrets that only this project has."
          },
          "gitleaks": {
            "type": "string",
            "maxLength": 1024,
            "default": "",
            "description": "Path of a gitleaks configuration whose rules and allow-lists are used too; empty: none. A file on the store's main branch, or else one of the project. The latter can be changed by whoever works there, an agent included, and with it what is masked: prefer the former."
          },
          "off": {
            "type": "array",
            "maxItems": 200,
            "default": [],
            "items": {
              "$ref": "#/$defs/switchedOff"
            },
            "description": "Kinds of secrets that are not looked for. A value that another kind means as well is masked all the same."
          },
          "personal": {
            "type": "object",
            "additionalProperties": false,
            "default": {},
            "description": "Personal data by kind: masked as what it is, the same person the same number within a session, or kept. Card and account numbers are of no use to a lesson, and masked when left out here. The others are what sessions are made of (authors of commits, hosts, paths), and the store is local: they are kept when left out; mask them where a store or a dataset is shared.",
            "properties": {
              "email": {
                "$ref": "#/$defs/personal",
                "description": "E-mail addresses; left out: keep."
              },
              "phone": {
                "$ref": "#/$defs/personal",
                "description": "Phone numbers in international form, and North American ones; left out: keep."
              },
              "card": {
                "$ref": "#/$defs/personal",
                "description": "Payment cards: known prefix and length, Luhn checksum; left out: mask."
              },
              "iban": {
                "$ref": "#/$defs/personal",
                "description": "Bank accounts: length by country, modulo 97; left out: mask."
              },
              "ip": {
                "$ref": "#/$defs/personal",
                "description": "Public IP addresses; left out: keep."
              },
              "names": {
                "$ref": "#/$defs/personal",
                "description": "Names of users in paths of home folders; left out: keep."
              }
            }
          }
        }
      },
      "evaluation": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "evaluator": {
            "type": "string",
            "default": "rubric",
            "description": "The evaluator whose scores gates look at."
          },
          "weights": {
            "type": "object",
            "additionalProperties": {
              "type": "number"
            },
            "default": {},
            "description": "Points by rule of the rubric, where they differ from its own table."
          },
          "learning": {
            "type": "object",
            "additionalProperties": false,
            "default": {
              "succeeded": 0.4,
              "tools": 0.2,
              "recovered": 0.2,
              "general": 0.2
            },
            "description": "What a session's learning value is made of. One that is left out has the weight given here; they are read as shares of their sum.",
            "properties": {
              "succeeded": {
                "$ref": "#/$defs/weight",
                "description": "The evaluator's label is success."
              },
              "tools": {
                "$ref": "#/$defs/weight",
                "description": "Three or more different tools were used."
              },
              "recovered": {
                "$ref": "#/$defs/weight",
                "description": "Something failed, then worked, and the session succeeded."
              },
              "general": {
                "$ref": "#/$defs/weight",
                "description": "The request is general enough to come again."
              }
            }
          },
          "evaluators": {
            "type": "array",
            "maxItems": 20,
            "default": [],
            "items": {
              "$ref": "#/$defs/evaluatorModule"
            },
            "description": "Evaluators of the project's own. A policy comes with a clone: none of them runs before `skillloop eval trust <name>` on this machine, and again after each change of its bytes."
          },
          "judges": {
            "type": "array",
            "maxItems": 20,
            "default": [],
            "items": {
              "$ref": "#/$defs/modelJudge"
            },
            "description": "Models that give an opinion beside the deterministic score. Redacted text of sessions is sent to them. None is asked before `skillloop eval trust <name>` on this machine, and again after each change here."
          },
          "budget": {
            "type": "number",
            "minimum": 0,
            "default": 0,
            "description": "US dollars that all judges together may ever cost this store, by the costs on the ledger; 0: no judge is asked."
          }
        }
      },
      "distillation": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "kinds": {
            "type": "array",
            "uniqueItems": true,
            "items": {
              "enum": [
                "memory",
                "skill"
              ]
            },
            "default": [
              "memory",
              "skill"
            ]
          },
          "minSupportStated": {
            "type": "integer",
            "minimum": 1,
            "default": 1,
            "description": "Sessions needed for what a person said outright."
          },
          "minSupportInferred": {
            "type": "integer",
            "minimum": 1,
            "default": 3,
            "description": "Distinct successful sessions needed for what is inferred."
          },
          "complexityThreshold": {
            "type": "integer",
            "minimum": 0,
            "default": 5,
            "description": "Tool calls that a session must have before skills are inferred from it."
          },
          "minTurns": {
            "type": "integer",
            "minimum": 0,
            "default": 5,
            "description": "Messages of the person and the agent that such a session must have."
          },
          "minLearningValue": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "default": 0.6,
            "description": "What its evaluation must say that there is to learn from it, 0 to 1; a session that a person called a good example needs none."
          },
          "goodExamplesOnly": {
            "type": "boolean",
            "default": false,
            "description": "true: skills are inferred only from sessions that a person called good examples."
          },
          "minHeldOutFit": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "default": 0.5,
            "description": "How well a drafted skill must fit like sessions that it was not drawn from, 0 to 1."
          },
          "minSupportAfterRejection": {
            "type": "integer",
            "minimum": 1,
            "default": 3,
            "description": "New independent sessions before something rejected is proposed again."
          },
          "languages": {
            "type": "array",
            "maxItems": 10,
            "uniqueItems": true,
            "default": [],
            "items": {
              "enum": [
                "en",
                "es",
                "pt",
                "fr",
                "it",
                "de",
                "ru",
                "zh",
                "ja",
                "ko"
              ]
            },
            "description": "Languages of what people say that may become a memory or the steps of a skill; a statement in another one is left out. Empty: all that are known. Which one a statement is in is told by its script and its small words, English where nothing says otherwise."
          },
          "model": {
            "$ref": "#/$defs/wordingModel",
            "default": {}
          }
        }
      },
      "review": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "maxOpenProposals": {
            "type": "integer",
            "minimum": 1,
            "default": 20,
            "description": "Proposals open at once, the best first; the rest wait as candidates."
          },
          "requireDecision": {
            "type": "boolean",
            "default": false,
            "description": "true: a merge by plain git counts only with a decision file; false: merging the proposed bytes unchanged approves them."
          },
          "reviewers": {
            "type": "array",
            "maxItems": 1000,
            "uniqueItems": true,
            "default": [],
            "items": {
              "type": "string",
              "minLength": 3,
              "maxLength": 320,
              "pattern": "^[^\\s<>]+@[^\\s<>]+$"
            },
            "description": "Mail addresses of those who may decide, letters of either case; empty: anyone. Where there are any, only they may change this policy and allowed_signers."
          },
          "authorMayApprove": {
            "type": "boolean",
            "default": true,
            "description": "false: whoever proposed or edited something does not count among those who approve it."
          },
          "requiredReviewers": {
            "type": "integer",
            "minimum": 1,
            "maximum": 20,
            "default": 1,
            "description": "How many different people must approve the same bytes."
          },
          "minSupport": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000,
            "default": 1,
            "description": "Distinct sessions that must speak for something before it may be approved."
          },
          "rules": {
            "type": "array",
            "maxItems": 200,
            "default": [],
            "items": {
              "$ref": "#/$defs/reviewRule"
            },
            "description": "Stricter or other terms for some of what is proposed. Of each key the last rule that has it and means the proposal counts."
          },
          "signed": {
            "enum": [
              "none",
              "decisions",
              "commits"
            ],
            "default": "none",
            "description": "What must bear a good signature of a key that allowed_signers on main names: nothing, each decision (in its file, or the commit that made it), or each commit on main that changes what is governed as well. Then changes of this policy and of allowed_signers must bear one too. The keys are those of the first parent's allowed_signers: a commit cannot vouch for itself."
          }
        }
      },
      "threats": {
        "type": "object",
        "additionalProperties": false,
        "description": "What follows from the verdict of the scan of a memory or skill. A scan is evidence for the reviewer, never a proof.",
        "properties": {
          "caution": {
            "enum": [
              "allow",
              "warn",
              "confirm"
            ],
            "default": "warn",
            "description": "allow: nothing follows; warn: approving says so; confirm: approving needs the risk to be accepted."
          },
          "dangerous": {
            "enum": [
              "confirm",
              "refuse"
            ],
            "default": "confirm",
            "description": "confirm: approving needs the risk to be accepted with a reason, by a person at a terminal; refuse: it cannot be approved."
          },
          "secondReviewer": {
            "type": "boolean",
            "default": false,
            "description": "true: an accepted risk counts once a second person has accepted it too."
          }
        }
      },
      "dataset": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "minScore": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100,
            "default": 70
          },
          "requireApproval": {
            "type": "boolean",
            "default": false,
            "description": "true: only sessions that a person approved are examples to train on."
          },
          "reasoning": {
            "enum": [
              "leave-out",
              "keep"
            ],
            "default": "leave-out",
            "description": "Whether the assistant's reasoning is in training data."
          },
          "nearDuplicates": {
            "enum": [
              "keep",
              "collapse"
            ],
            "default": "keep",
            "description": "keep: all, in one split; collapse: the best alone."
          },
          "preferences": {
            "type": "object",
            "additionalProperties": false,
            "default": {},
            "description": "Which preferences are exported, beside those that are stated outright.",
            "properties": {
              "explicit": {
                "type": "boolean",
                "description": "Pairs that a source states, and sessions of one task that people rated differently; true when left out."
              },
              "corrections": {
                "type": "boolean",
                "description": "The answers before and after a person's correction; false when left out."
              },
              "retries": {
                "type": "boolean",
                "description": "Sessions of one task, one verifiably succeeded, one failed; false when left out."
              }
            }
          },
          "threats": {
            "enum": [
              "refuse",
              "allow"
            ],
            "default": "refuse",
            "description": "refuse: no record whose assistant says what the scan calls dangerous in a skill."
          },
          "licence": {
            "type": "string",
            "maxLength": 200,
            "default": "",
            "description": "The licence of datasets, as a Hugging Face licence id; empty: none is stated."
          },
          "minRecords": {
            "type": "integer",
            "minimum": 1,
            "default": 10,
            "description": "Sessions that must pass the gates before a dataset counts as ready."
          },
          "minTokens": {
            "type": "integer",
            "minimum": 0,
            "default": 500,
            "description": "Tokens, estimated, that a dataset must have to count as ready."
          },
          "splits": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1000,
            "default": "train=1",
            "description": "Shares of the splits of an automatic export, e.g. train=0.8,validation=0.1,test=0.1."
          },
          "autoExport": {
            "type": "boolean",
            "default": false,
            "description": "true: a tick writes the dataset to `out` whenever other sessions pass than the last time. Nothing is trained, and nothing is sent."
          },
          "out": {
            "type": "string",
            "maxLength": 1024,
            "default": "",
            "description": "File that automatic exports write, relative to the project; with several splits each has its name in it."
          }
        }
      },
      "training": {
        "type": "object",
        "additionalProperties": false,
        "description": "Which training runs may be planned, and get files: training-plan and training-config refuse others (exit 1), also a plan that was approved before the rule.",
        "properties": {
          "trainers": {
            "type": "array",
            "uniqueItems": true,
            "default": [
              "trl",
              "unsloth",
              "axolotl"
            ],
            "items": {
              "enum": [
                "trl",
                "unsloth",
                "axolotl"
              ]
            },
            "description": "Trainers that files may be made for."
          },
          "methods": {
            "type": "array",
            "uniqueItems": true,
            "default": [
              "sft",
              "dpo",
              "kto",
              "grpo"
            ],
            "items": {
              "enum": [
                "sft",
                "dpo",
                "kto",
                "grpo"
              ]
            },
            "description": "Methods that may be used."
          },
          "baseModels": {
            "type": "array",
            "maxItems": 100,
            "uniqueItems": true,
            "default": [],
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 256
            },
            "description": "Base models that may be trained, as typed; * stands for any part of a name, as in Qwen/*. Empty: any."
          },
          "maxCost": {
            "type": "number",
            "minimum": 0,
            "default": 0,
            "description": "What a run may cost by its plan's estimate, in the currency of its price per GPU hour. 0: any. With a limit, a run needs a plan whose estimate has a cost."
          }
        }
      },
      "retention": {
        "type": "object",
        "additionalProperties": false,
        "description": "How long what nothing in force needs is kept; `maintain` removes it. What is on main and on the ledger is the record and is never removed by age.",
        "properties": {
          "unreachableDays": {
            "type": "integer",
            "minimum": 1,
            "maximum": 36500,
            "default": 14,
            "description": "Days after which an object that nothing reaches may be removed. Shorter than the longest command, it could take from one what it is about to commit."
          },
          "archiveDays": {
            "type": "integer",
            "minimum": 0,
            "maximum": 36500,
            "default": 0,
            "description": "Days after which the branch of a proposal that was rejected or revoked is let go, by its last decision or commit; the decision stays. It can't be reopened on this machine then. 0: kept for ever."
          },
          "keptDays": {
            "type": "integer",
            "minimum": 0,
            "maximum": 36500,
            "default": 0,
            "description": "Days after which history that a remote had and rewrote (refs/skillloop/kept) is let go, by its last commit. 0: kept for ever."
          }
        }
      },
      "apply": {
        "type": "object",
        "additionalProperties": false,
        "description": "Where `apply` puts what is approved when it is not told where, and how much. It writes only when somebody runs it.",
        "properties": {
          "targets": {
            "type": "array",
            "maxItems": 50,
            "uniqueItems": true,
            "default": [],
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1024
            },
            "description": "Targets of a plain `apply`, by name or as folders inside the project: `claude`, `agents-md`, `okf:docs/learned`. Places of the user, outside the project, are never written because a policy says so: they are named on the command line."
          },
          "hermesPending": {
            "type": "boolean",
            "default": false,
            "description": "true: the target hermes-pending may put approved skills and memories into Hermes' own pending store, to be approved there once more. Nothing else of Hermes is ever written."
          },
          "memoryOrder": {
            "type": "array",
            "minItems": 1,
            "maxItems": 4,
            "uniqueItems": true,
            "items": {
              "enum": [
                "scope",
                "support",
                "recency",
                "use"
              ]
            },
            "default": [
              "scope",
              "support",
              "recency",
              "use"
            ],
            "description": "Which memories go first where not all fit: scope as the target orders it; support, by doublings of the sessions that speak for it; recency, by the month of its last version; use, by doublings of the sessions that were seen to use it."
          },
          "limits": {
            "type": "object",
            "maxProperties": 50,
            "additionalProperties": {
              "type": "integer",
              "minimum": 100,
              "maximum": 100000
            },
            "default": {},
            "description": "Characters for memories by the target's name, where fewer or more than its own are wanted: {\"agents-md\": 2000}. A limit that the agent itself sets is never passed."
          }
        }
      },
      "rollout": {
        "type": "object",
        "additionalProperties": false,
        "description": "How a new version of a skill that is handed out to some first is judged. Evidence may be looked at after every session: the chances hold for all looks together.",
        "properties": {
          "guard": {
            "enum": [
              "propose",
              "perform",
              "off"
            ],
            "default": "propose",
            "description": "Where the new version is found to do harm. propose: a tick proposes to go back to the version before; perform: it also ends the rollout at once, so that nobody is dealt the new version any more; off: status says so, and nothing follows."
          },
          "alpha": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 0.5,
            "default": 0.05,
            "description": "How often, at most, a version that is as good may be called harmful."
          },
          "minSessions": {
            "type": "integer",
            "minimum": 1,
            "default": 10,
            "description": "Sessions of known result with the new version before anything is said of it."
          },
          "harmMargin": {
            "type": "number",
            "minimum": 0.01,
            "maximum": 0.5,
            "default": 0.1,
            "description": "How much less often it may work and still be called no worse."
          }
        }
      },
      "ledger": {
        "type": "object",
        "additionalProperties": false,
        "description": "What was observed stays on this machine unless it is said here where it may go.",
        "properties": {
          "publishTo": {
            "type": "array",
            "maxItems": 50,
            "uniqueItems": true,
            "default": [],
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1024
            },
            "description": "Where `sync` may push the ledger to and take it from: host and path of a repository whatever the protocol, as in `github.example/team/store`, or the absolute path of a folder. Empty: nowhere."
          }
        }
      },
      "hosting": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "main": {
            "enum": [
              "push",
              "pull-request"
            ],
            "default": "push",
            "description": "How what was decided here comes to main elsewhere. pull-request: never by a push to main. With push, a main that its host protects is gone about by pull request all the same."
          }
        }
      },
      "memory": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "backends": {
            "type": "array",
            "maxItems": 20,
            "default": [],
            "items": {
              "$ref": "#/$defs/memoryBackend"
            },
            "description": "Memory services that approved memories may be looked up in and, where `write` says so, pushed to. None is spoken to but by a command that names it."
          }
        }
      },
      "mcp": {
        "type": "object",
        "additionalProperties": false,
        "description": "What agents may do through `skillloop mcp` besides reading.",
        "properties": {
          "propose": {
            "type": "boolean",
            "default": false,
            "description": "true: an agent may propose memories and changes of skills, for review. `skillloop mcp --allow-propose` allows it for one server."
          },
          "maxOpen": {
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "default": 5,
            "description": "Proposals of agents that may wait for review at once."
          },
          "perHour": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000,
            "default": 10,
            "description": "Proposals of agents that may be made within any hour."
          }
        }
      },
      "store": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "fsync": {
            "type": "boolean",
            "default": true,
            "description": "Wait until what a ref will point at is on disk before the ref is moved."
          }
        }
      }
    },
    "$defs": {
      "reason": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500,
        "description": "Why; for whoever reads the policy later."
      },
      "personal": {
        "enum": [
          "keep",
          "mask"
        ]
      },
      "weight": {
        "type": "number",
        "minimum": 0,
        "maximum": 1000
      },
      "evaluatorName": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$",
        "description": "A folder of the ledger's evaluations: none that an evaluator of SkillLoop has."
      },
      "evaluatorModule": {
        "title": "EvaluatorModule",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "module"
        ],
        "properties": {
          "name": {
            "$ref": "#/$defs/evaluatorName"
          },
          "module": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1024,
            "description": "Path of an ES module on the store's main branch, or else in the project, of one file: `export default { name, version, weights, judge(trace, weights) }`."
          },
          "weights": {
            "type": "object",
            "additionalProperties": {
              "type": "number"
            },
            "description": "Where they differ from the module's own."
          },
          "seconds": {
            "type": "number",
            "minimum": 0.1,
            "maximum": 600,
            "description": "What one session may take; 10 when left out."
          }
        }
      },
      "wordingModel": {
        "title": "WordingModel",
        "type": "object",
        "additionalProperties": false,
        "description": "A model that may put the wording of skill drafts in order, for `distill --polish`; each step, command and fact of its answer has to be the draft's, or the answer is dropped. Redacted drafts and quotes are sent to it. None is asked without a budget here, or before `skillloop eval trust wording` on this machine.",
        "properties": {
          "budget": {
            "type": "number",
            "minimum": 0,
            "description": "US dollars that wording may ever cost this store, by the costs on the ledger; 0 when left out."
          },
          "provider": {
            "enum": [
              "openai",
              "anthropic"
            ],
            "description": "How the endpoint is spoken to; openai when left out: LiteLLM, vLLM, Ollama and others."
          },
          "endpoint": {
            "type": "string",
            "pattern": "^https?://[^\\s?#@]{1,1000}$",
            "description": "Base address. When left out the environment tells it: LITELLM_BASE_URL, ANTHROPIC_API_KEY, OPENAI_API_KEY, a running Claude Code session, in this order."
          },
          "model": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "keyVariable": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
            "description": "Name of the environment variable that has the key of `endpoint`. Never the key."
          },
          "inputUsdPerMillion": {
            "type": "number",
            "minimum": 0,
            "maximum": 100000,
            "description": "Price of a million tokens sent."
          },
          "outputUsdPerMillion": {
            "type": "number",
            "minimum": 0,
            "maximum": 100000,
            "description": "Price of a million tokens answered."
          },
          "maxOutputTokens": {
            "type": "integer",
            "minimum": 50,
            "maximum": 100000,
            "description": "6000 when left out."
          },
          "seconds": {
            "type": "number",
            "minimum": 0.1,
            "maximum": 600,
            "description": "What one answer may take; 120 when left out."
          },
          "attempts": {
            "type": "integer",
            "minimum": 1,
            "maximum": 10,
            "description": "For one draft, where the endpoint is busy or broken; 3 when left out."
          }
        }
      },
      "memoryBackend": {
        "title": "MemoryBackend",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "kind",
          "url"
        ],
        "properties": {
          "name": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,31}$"
          },
          "kind": {
            "enum": [
              "mem0",
              "mem0-server",
              "rest"
            ],
            "description": "mem0: the hosted platform's API; mem0-server: the open-source server's; rest: any JSON API, described by `rest`."
          },
          "url": {
            "type": "string",
            "pattern": "^https?://[^\\s?#@]{1,1000}$",
            "description": "Base address: https, or http on this machine."
          },
          "tokenEnv": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
            "description": "Name of the environment variable that has the token; none is sent when left out. Never the token."
          },
          "write": {
            "type": "boolean",
            "description": "true: `memory push` may add, change and delete there what is SkillLoop's own; false when left out."
          },
          "scope": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 8,
            "propertyNames": {
              "pattern": "^[a-z][a-z0-9_]{0,31}$"
            },
            "additionalProperties": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200,
              "pattern": "^[^*\\s]+$"
            },
            "description": "Whose memories: for mem0 one or more of user_id, agent_id, app_id, run_id; for rest the names that its templates use."
          },
          "space": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[a-z0-9][a-z0-9._-]*$",
            "description": "Keeps stores apart that share a scope of the service: only memories of the same space are taken for this store's own."
          },
          "seconds": {
            "type": "number",
            "minimum": 0.1,
            "maximum": 300,
            "description": "What one answer may take; 30 when left out."
          },
          "rest": {
            "$ref": "#/$defs/restBackend"
          }
        }
      },
      "restBackend": {
        "title": "RestBackend",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "list",
          "add",
          "update",
          "delete",
          "item"
        ],
        "description": "How a JSON API is asked. `list` gives all memories of the scope, a page at a time; `search` those that are like {query}, or the list is searched here. In paths and bodies {id}, {text}, {query}, {metadata} and the names of `scope` stand for values; a string that is one of them alone becomes the value itself.",
        "properties": {
          "auth": {
            "type": "string",
            "maxLength": 200,
            "pattern": "^[A-Za-z-]+: ?[^{}\\r\\n]*\\{token\\}$",
            "description": "The header that carries the token; `Authorization: Bearer {token}` when left out."
          },
          "list": {
            "$ref": "#/$defs/restCall"
          },
          "search": {
            "$ref": "#/$defs/restCall"
          },
          "add": {
            "$ref": "#/$defs/restCall"
          },
          "update": {
            "$ref": "#/$defs/restCall"
          },
          "delete": {
            "$ref": "#/$defs/restCall"
          },
          "history": {
            "$ref": "#/$defs/restCall"
          },
          "item": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id",
              "text",
              "metadata"
            ],
            "description": "Where a memory's parts stand in an item, as JSON pointers (RFC 6901).",
            "properties": {
              "id": {
                "$ref": "#/$defs/pointer"
              },
              "text": {
                "$ref": "#/$defs/pointer"
              },
              "metadata": {
                "$ref": "#/$defs/pointer"
              }
            }
          }
        }
      },
      "restCall": {
        "title": "RestCall",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "method",
          "path"
        ],
        "properties": {
          "method": {
            "enum": [
              "GET",
              "POST",
              "PUT",
              "PATCH",
              "DELETE"
            ]
          },
          "path": {
            "type": "string",
            "maxLength": 1000,
            "pattern": "^/[^\\s#]*$",
            "description": "Below the base address; values are percent-encoded."
          },
          "body": {
            "description": "JSON that is sent."
          },
          "items": {
            "$ref": "#/$defs/pointer",
            "description": "Where the items stand in the answer; the answer itself when left out."
          },
          "next": {
            "$ref": "#/$defs/pointer",
            "description": "Where the answer says how to go on: a value for {cursor}, none or null on the last page."
          }
        }
      },
      "pointer": {
        "type": "string",
        "maxLength": 200,
        "pattern": "^(/[^/]*)*$"
      },
      "modelJudge": {
        "title": "ModelJudge",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "endpoint",
          "model",
          "inputUsdPerMillion",
          "outputUsdPerMillion"
        ],
        "properties": {
          "name": {
            "$ref": "#/$defs/evaluatorName"
          },
          "endpoint": {
            "type": "string",
            "pattern": "^https?://[^\\s?#@]{1,1000}$",
            "description": "Base address of an OpenAI-compatible API, to which /chat/completions is added. https, or http on this machine."
          },
          "model": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "keyVariable": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
            "description": "Name of the environment variable that has the key; no key is sent when left out. Never the key."
          },
          "inputUsdPerMillion": {
            "type": "number",
            "minimum": 0,
            "maximum": 100000,
            "description": "Price of a million tokens sent."
          },
          "outputUsdPerMillion": {
            "type": "number",
            "minimum": 0,
            "maximum": 100000,
            "description": "Price of a million tokens answered."
          },
          "maxInputCharacters": {
            "type": "integer",
            "minimum": 1000,
            "maximum": 2000000,
            "description": "Longer sessions keep their head and tail; 48000 when left out."
          },
          "maxOutputTokens": {
            "type": "integer",
            "minimum": 50,
            "maximum": 100000,
            "description": "800 when left out."
          },
          "seconds": {
            "type": "number",
            "minimum": 0.1,
            "maximum": 600,
            "description": "What one answer may take; 60 when left out."
          },
          "attempts": {
            "type": "integer",
            "minimum": 1,
            "maximum": 10,
            "description": "For one session, where the endpoint is busy or broken; 3 when left out."
          }
        }
      },
      "reviewRule": {
        "title": "ReviewRule",
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "properties": {
          "kind": {
            "enum": [
              "memory",
              "skill",
              "training-plan"
            ],
            "description": "Only what is of this kind; of any when left out."
          },
          "path": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "description": "Only what is at this path on main: a glob such as skills/deploy-*; anywhere when left out."
          },
          "reviewers": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1000,
            "uniqueItems": true,
            "items": {
              "type": "string",
              "minLength": 3,
              "maxLength": 320,
              "pattern": "^[^\\s<>]+@[^\\s<>]+$"
            },
            "description": "Who may decide on it."
          },
          "requiredReviewers": {
            "type": "integer",
            "minimum": 1,
            "maximum": 20
          },
          "minSupport": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000
          },
          "reason": {
            "$ref": "#/$defs/reason"
          }
        }
      },
      "connectedSource": {
        "title": "ConnectedSource",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "runtime"
        ],
        "properties": {
          "runtime": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,47}$",
            "description": "As in `skillloop ingest <runtime>`: claude-code, codex, hermes-db …; auto tells each file by its content."
          },
          "paths": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1024
            },
            "description": "Files, folders or globs, relative to the project, ~ being the home folder; of hermes-db the one database. The runtime's own place when left out."
          }
        }
      },
      "kind": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,47}$",
        "description": "Kind of secret, as in marks: github-token of [REDACTED:github-token#1]."
      },
      "allowance": {
        "title": "Allowance",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "reason"
        ],
        "if": {
          "properties": {
            "value": true
          },
          "required": [
            "value"
          ]
        },
        "then": {
          "properties": {
            "pattern": false
          }
        },
        "else": {
          "properties": {
            "pattern": true
          },
          "required": [
            "pattern"
          ]
        },
        "properties": {
          "value": {
            "type": "string",
            "minLength": 1,
            "maxLength": 8192,
            "description": "The whole value, as it is. It is kept in the store for ever: never a secret."
          },
          "pattern": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "description": "Of the whole value, in RE2 syntax."
          },
          "kind": {
            "$ref": "#/$defs/kind",
            "description": "Only as this kind; as any when left out."
          },
          "reason": {
            "$ref": "#/$defs/reason"
          }
        }
      },
      "redactionRule": {
        "title": "RedactionRule",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "pattern"
        ],
        "properties": {
          "id": {
            "$ref": "#/$defs/kind",
            "description": "Kind of secret, as it will be in marks."
          },
          "pattern": {
            "type": "string",
            "minLength": 1,
            "maxLength": 4000,
            "description": "In RE2 syntax."
          },
          "keywords": {
            "type": "array",
            "maxItems": 50,
            "items": {
              "type": "string",
              "pattern": "^[\\x20-\\x7e]{2,100}$"
            },
            "description": "The pattern is tried only near one of these, in letters of either case; everywhere when left out, which takes longer."
          },
          "group": {
            "type": "integer",
            "minimum": 0,
            "maximum": 99,
            "description": "The group of the pattern that is the secret; when left out the first that matched something, or the whole match where there is none."
          },
          "entropy": {
            "type": "number",
            "minimum": 0,
            "maximum": 8,
            "description": "Bits a character that a secret must have more than."
          },
          "reason": {
            "$ref": "#/$defs/reason"
          }
        }
      },
      "switchedOff": {
        "title": "SwitchedOff",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "kind",
          "reason"
        ],
        "properties": {
          "kind": {
            "$ref": "#/$defs/kind"
          },
          "runtime": {
            "$ref": "#/$defs/runtimeGlob"
          },
          "path": {
            "$ref": "#/$defs/path"
          },
          "reason": {
            "$ref": "#/$defs/reason"
          }
        }
      },
      "denyRule": {
        "title": "DenyRule",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "reason"
        ],
        "minProperties": 2,
        "dependentRequired": {
          "tool": [
            "drop"
          ],
          "drop": [
            "tool"
          ]
        },
        "properties": {
          "runtime": {
            "$ref": "#/$defs/runtimeGlob"
          },
          "path": {
            "$ref": "#/$defs/path"
          },
          "tool": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "description": "Glob of tool names, letters of either case; with * for any characters."
          },
          "drop": {
            "enum": [
              "result",
              "arguments",
              "both"
            ]
          },
          "reason": {
            "$ref": "#/$defs/reason"
          }
        }
      },
      "runtimeGlob": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "description": "Only sessions of this runtime, as in the paths of traces; a glob."
      },
      "path": {
        "type": "string",
        "minLength": 1,
        "maxLength": 1024,
        "description": "Only sessions of this folder or below: a glob of the working directory, the repository's root or the source file. * stays within a folder, ** does not, ~ is anybody's home; one without a leading slash is looked for at any depth."
      }
    }
  },
  "proposal": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "proposal.schema.json",
    "title": "ProposalFrontMatter",
    "description": "Front matter of proposals/<id>.md. It says what is proposed, on which bytes and from which evidence; whether it is in force is never written here, it follows from which files are on main.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "id",
      "kind",
      "action",
      "subject",
      "title",
      "artifact",
      "basis",
      "evidence",
      "distiller"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "id": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$",
        "description": "First 12 hex digits of SHA-256 over kind and subject: two machines that learn the same make the same proposal."
      },
      "kind": {
        "enum": [
          "memory",
          "skill",
          "training-plan"
        ]
      },
      "action": {
        "enum": [
          "add",
          "update",
          "retire"
        ],
        "description": "retire: the artifact is taken away; artifact.digest is then that of nothing, and replaces that of what stood there."
      },
      "subject": {
        "type": "string",
        "minLength": 1,
        "description": "The normalized lesson, the same however it was worded or cased."
      },
      "title": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200
      },
      "artifact": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path",
          "digest"
        ],
        "properties": {
          "path": {
            "type": "string",
            "pattern": "^(memory/(semantic|episodic|procedural)/[a-z0-9][a-z0-9-]{0,63}\\.md|skills/[a-z0-9][a-z0-9-]{0,63}|training/plans/[a-z0-9][a-z0-9-]{0,63}\\.json)$"
          },
          "digest": {
            "$ref": "#/$defs/digest"
          },
          "replaces": {
            "$ref": "#/$defs/digest",
            "description": "Digest of what stands at this path on main and would be replaced; absent for something new."
          }
        }
      },
      "basis": {
        "enum": [
          "stated",
          "inferred",
          "imported"
        ],
        "description": "stated: a person said it outright; inferred: drawn from what happened; imported: others made it, see source."
      },
      "source": {
        "title": "ImportSource",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "address",
          "path",
          "digest"
        ],
        "description": "Where something imported is from.",
        "properties": {
          "address": {
            "type": "string",
            "minLength": 1,
            "maxLength": 500,
            "description": "Host and path of the repository, or the name of the folder."
          },
          "path": {
            "type": "string",
            "minLength": 1,
            "maxLength": 500,
            "description": "Within it; . for all of it."
          },
          "commit": {
            "type": "string",
            "pattern": "^[0-9a-f]{40}$"
          },
          "digest": {
            "$ref": "#/$defs/digest",
            "description": "Of the bytes as they were there; another than the artifact's where they had to be changed to fit the standard."
          },
          "license": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": "As it is declared there; absent where nothing is."
          }
        }
      },
      "evidence": {
        "type": "array",
        "description": "Empty only for a training plan, which rests on its dataset, and for what is imported.",
        "items": {
          "$ref": "#/$defs/evidence"
        }
      },
      "origins": {
        "type": "array",
        "items": {
          "$ref": "#/$defs/origin"
        },
        "description": "Each sentence and command of the artifact that is not SkillLoop's own wording, with whose it is."
      },
      "after": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{12}$"
        },
        "description": "Decisions on this id that this proposal knows of and comes after, e.g. an earlier rejection."
      },
      "distiller": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "version"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "version": {
            "type": "string"
          }
        }
      }
    },
    "if": {
      "properties": {
        "kind": {
          "const": "training-plan"
        }
      }
    },
    "then": {
      "properties": {
        "artifact": {
          "type": "object",
          "properties": {
            "path": {
              "type": "string",
              "pattern": "^training/"
            }
          }
        }
      }
    },
    "else": {
      "anyOf": [
        {
          "properties": {
            "evidence": {
              "type": "array",
              "minItems": 1
            }
          }
        },
        {
          "properties": {
            "basis": {
              "const": "imported"
            },
            "source": {
              "type": "object"
            }
          },
          "required": [
            "source"
          ]
        }
      ],
      "properties": {
        "artifact": {
          "type": "object",
          "properties": {
            "path": {
              "type": "string",
              "pattern": "^(memory|skills)/"
            }
          }
        }
      }
    },
    "$defs": {
      "digest": {
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$",
        "description": "SHA-256 over the sorted list of the artifact's files and their SHA-256."
      },
      "evidence": {
        "title": "Evidence",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "trace",
          "traceSha256",
          "message",
          "quote",
          "origin"
        ],
        "properties": {
          "trace": {
            "type": "string",
            "pattern": "^[0-9a-f]{20}$"
          },
          "traceSha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$"
          },
          "message": {
            "type": "integer",
            "minimum": 0,
            "description": "Index of the message in the trace."
          },
          "call": {
            "type": "integer",
            "minimum": 0,
            "description": "Index of the tool call in that message."
          },
          "quote": {
            "type": "string"
          },
          "origin": {
            "enum": [
              "person",
              "assistant",
              "tool",
              "web"
            ],
            "description": "Who the quoted words are from; web: a page, issue, mail or service of others."
          },
          "score": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100,
            "description": "The trace's evaluation when this was proposed, where there was one."
          }
        }
      },
      "origin": {
        "title": "Origin",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "text",
          "from"
        ],
        "properties": {
          "text": {
            "type": "string",
            "description": "The sentence or command, cut to 400 characters."
          },
          "from": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": {
              "enum": [
                "person",
                "assistant",
                "tool",
                "web",
                "imported"
              ]
            },
            "description": "Who said or did it, and whose words it repeats: a tool's output or file, or a page, issue, mail or service of others."
          },
          "heard": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "trace",
              "message",
              "call"
            ],
            "properties": {
              "trace": {
                "type": "string",
                "pattern": "^[0-9a-f]{20}$"
              },
              "message": {
                "type": "integer",
                "minimum": 0
              },
              "call": {
                "type": "integer",
                "minimum": 0
              }
            },
            "description": "The tool call in whose result the words had stood before."
          }
        }
      }
    }
  },
  "rewrite": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "rewrite.schema.json",
    "title": "Rewrite",
    "description": "That a person had a session's content taken out of the ledger's history, and which commit became which: decisions/ledger/<time>-forget-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. The same commits with the same paths taken out become the same commits on every machine. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "verb",
      "ref",
      "trace",
      "forms",
      "at",
      "by",
      "reason",
      "from",
      "to",
      "paths",
      "commits"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "verb": {
        "const": "forget"
      },
      "ref": {
        "const": "refs/heads/ledger"
      },
      "trace": {
        "type": "string",
        "pattern": "^[0-9a-f]{20}$"
      },
      "forms": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "description": "SHA-256 of every form in which the session had been stored."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      },
      "reason": {
        "type": "string",
        "minLength": 1
      },
      "from": {
        "type": "string",
        "pattern": "^[0-9a-f]{40}$",
        "description": "The ledger's tip before."
      },
      "to": {
        "type": "string",
        "pattern": "^[0-9a-f]{40}$",
        "description": "What became of that commit."
      },
      "paths": {
        "type": "array",
        "items": {
          "type": "string"
        },
        "description": "What was taken out of every commit, and nothing else was."
      },
      "commits": {
        "type": "object",
        "additionalProperties": {
          "type": "string",
          "pattern": "^[0-9a-f]{40}$"
        },
        "description": "Each commit that changed, old to new."
      }
    }
  },
  "rollout": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "rollout.schema.json",
    "title": "RolloutStep",
    "description": "A step of handing a new version of a skill out to some first: decisions/rollout/<time>-<verb>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. Where a rollout stands follows from its steps; an abort ends it whatever else was said. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "verb",
      "rollout",
      "skill",
      "at",
      "by"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "verb": {
        "enum": [
          "start",
          "set",
          "promote",
          "abort"
        ],
        "description": "start: begins; set: another share; promote: everybody gets the new version; abort: everybody gets the one before, or none."
      },
      "rollout": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$",
        "description": "Its id, the same in all its steps."
      },
      "skill": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path",
          "digest"
        ],
        "properties": {
          "path": {
            "type": "string",
            "pattern": "^skills/[^/]+$"
          },
          "digest": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$",
            "description": "The new version, by its bytes."
          },
          "previous": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$",
            "description": "The version before; absent where there is none."
          }
        }
      },
      "percent": {
        "type": "number",
        "minimum": 0,
        "maximum": 100,
        "description": "Share of sessions or folders that get the new version; of start and set."
      },
      "without": {
        "type": "number",
        "minimum": 0,
        "maximum": 100,
        "description": "Share that gets none, to compare with; of start and set."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      },
      "reason": {
        "type": "string",
        "minLength": 1,
        "maxLength": 1000
      },
      "guard": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "against",
          "evidence",
          "alpha",
          "new",
          "other"
        ],
        "description": "Of an abort by the harm guard: what it rests on.",
        "properties": {
          "against": {
            "enum": [
              "previous",
              "none",
              "before"
            ],
            "description": "What the new version was compared with."
          },
          "evidence": {
            "type": "number",
            "minimum": 0,
            "description": "That it works less often; 1/alpha is enough."
          },
          "alpha": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 0.5
          },
          "new": {
            "$ref": "#/$defs/count"
          },
          "other": {
            "$ref": "#/$defs/count"
          }
        }
      }
    },
    "$defs": {
      "count": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "worked",
          "known"
        ],
        "properties": {
          "worked": {
            "type": "integer",
            "minimum": 0
          },
          "known": {
            "type": "integer",
            "minimum": 0,
            "description": "Sessions whose result is known."
          }
        }
      }
    }
  },
  "run": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "run.schema.json",
    "title": "Run",
    "description": "Report of one command that took something in or changed it: runs/YYYY/MM/<id>.json on the ledger, committed together with what it did.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "id",
      "command",
      "at",
      "version",
      "counts",
      "skipped"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "id": {
        "type": "string",
        "pattern": "^[0-9]{8}t[0-9]{9}z-[0-9a-f]{12}$",
        "description": "UTC time and the first 12 hex digits of SHA-256 over the report without its id."
      },
      "command": {
        "type": "string",
        "description": "e.g. ingest hermes-db"
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "version": {
        "type": "string",
        "description": "SkillLoop's version."
      },
      "counts": {
        "type": "object",
        "additionalProperties": {
          "type": "integer",
          "minimum": 0
        }
      },
      "spending": {
        "type": "array",
        "description": "What models were asked, and what it cost.",
        "items": {
          "title": "Spending",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "judge",
            "model",
            "endpoint",
            "promptSha256",
            "attempts",
            "inputTokens",
            "outputTokens",
            "usd",
            "basis",
            "outcome"
          ],
          "properties": {
            "judge": {
              "type": "string",
              "description": "The judge's name; wording for drafts of skills."
            },
            "model": {
              "type": "string"
            },
            "endpoint": {
              "type": "string",
              "description": "Host that was asked."
            },
            "trace": {
              "type": "string",
              "pattern": "^[0-9a-f]{20}$",
              "description": "The session that was judged."
            },
            "proposal": {
              "type": "string",
              "pattern": "^[0-9a-f]{12}$",
              "description": "The proposal whose draft was worded."
            },
            "skill": {
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
              "description": "The skill whose evals were graded."
            },
            "promptSha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "attempts": {
              "type": "integer",
              "minimum": 1
            },
            "inputTokens": {
              "type": "integer",
              "minimum": 0
            },
            "outputTokens": {
              "type": "integer",
              "minimum": 0
            },
            "usd": {
              "type": "number",
              "minimum": 0
            },
            "basis": {
              "enum": [
                "reported",
                "estimated"
              ],
              "description": "estimated: an attempt came without a count of tokens; the most that it can have cost is taken."
            },
            "outcome": {
              "enum": [
                "judged",
                "unusable",
                "failed"
              ],
              "description": "judged: answered with what was asked for; unusable: answered, but not with that; failed: no answer."
            }
          }
        }
      },
      "controller": {
        "title": "Tick",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "stages",
          "proposals",
          "candidates",
          "waits",
          "readiness"
        ],
        "description": "Of a tick of the controller: what each stage came to and what waits for a person. Counts are what changed on the ledger between its begin and its end, also where it was interrupted between.",
        "properties": {
          "seconds": {
            "type": "number",
            "minimum": 0,
            "description": "From its begin to its end."
          },
          "peakMemoryMb": {
            "type": "integer",
            "minimum": 1
          },
          "stages": {
            "type": "array",
            "items": {
              "title": "TickStage",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "name",
                "outcome"
              ],
              "properties": {
                "name": {
                  "enum": [
                    "ingest",
                    "evaluate",
                    "distill",
                    "observe",
                    "export"
                  ]
                },
                "outcome": {
                  "enum": [
                    "done",
                    "nothing-new",
                    "partly",
                    "failed",
                    "off"
                  ],
                  "description": "partly: some of its items failed, the others are done."
                },
                "seconds": {
                  "type": "number",
                  "minimum": 0
                },
                "note": {
                  "type": "string",
                  "maxLength": 500
                }
              }
            }
          },
          "proposals": {
            "type": "array",
            "maxItems": 100,
            "description": "Proposals that came to be.",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "id",
                "kind",
                "title"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "pattern": "^[0-9a-f]{12}$"
                },
                "kind": {
                  "enum": [
                    "memory",
                    "skill",
                    "training-plan"
                  ]
                },
                "title": {
                  "type": "string"
                }
              }
            }
          },
          "candidates": {
            "type": "array",
            "description": "What was not proposed, and what it waits for: the first twenty.",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "title",
                "waitsFor"
              ],
              "properties": {
                "kind": {
                  "enum": [
                    "memory",
                    "skill"
                  ]
                },
                "title": {
                  "type": "string"
                },
                "waitsFor": {
                  "type": "string"
                }
              }
            }
          },
          "waits": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "pending",
              "disputed",
              "altered"
            ],
            "description": "What waits for a person.",
            "properties": {
              "pending": {
                "type": "integer",
                "minimum": 0
              },
              "disputed": {
                "type": "integer",
                "minimum": 0
              },
              "altered": {
                "type": "integer",
                "minimum": 0
              },
              "oldest": {
                "type": "string",
                "pattern": "^[0-9a-f]{12}$",
                "description": "The proposal that has waited longest."
              }
            }
          },
          "readiness": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "ready",
              "records",
              "reasons"
            ],
            "description": "Whether the sessions that pass are enough for a dataset.",
            "properties": {
              "ready": {
                "type": "boolean"
              },
              "records": {
                "type": "integer",
                "minimum": 0
              },
              "reasons": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "skipped": {
        "type": "array",
        "maxItems": 100,
        "description": "The first hundred things that were skipped.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "where",
            "problem"
          ],
          "properties": {
            "where": {
              "type": "string"
            },
            "problem": {
              "type": "string"
            }
          }
        }
      }
    }
  },
  "skill-eval": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "skill-eval.schema.json",
    "title": "SkillEval",
    "description": "How an agent did a skill's evals with and without the skill: skill-evals/<skill>/<time>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed. What the agent wrote is not kept, only what the assertions quote of it, redacted.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "skill",
      "digest",
      "runner",
      "seconds",
      "trials",
      "cases",
      "pairs",
      "doubts",
      "at",
      "by"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "skill": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
      },
      "digest": {
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$",
        "description": "The skill's bytes that were tried."
      },
      "proposal": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$",
        "description": "The proposal that they are from."
      },
      "runner": {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000,
        "description": "The command that ran the agent, redacted."
      },
      "seconds": {
        "type": "integer",
        "minimum": 1,
        "description": "The most that one run might take."
      },
      "trials": {
        "type": "integer",
        "minimum": 1,
        "description": "Pairs of runs of each case."
      },
      "judge": {
        "type": "string",
        "description": "The policy's judge that graded assertions in free words; absent where nothing did."
      },
      "cases": {
        "type": "array",
        "minItems": 1,
        "items": {
          "title": "EvalCase",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "id",
            "assertions"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            },
            "assertions": {
              "type": "array",
              "items": {
                "type": "string",
                "maxLength": 2000
              }
            }
          }
        }
      },
      "pairs": {
        "type": "array",
        "minItems": 1,
        "items": {
          "title": "EvalPair",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "case",
            "trial",
            "with",
            "without"
          ],
          "properties": {
            "case": {
              "type": "string"
            },
            "trial": {
              "type": "integer",
              "minimum": 1
            },
            "with": {
              "$ref": "#/$defs/arm"
            },
            "without": {
              "$ref": "#/$defs/arm"
            }
          }
        }
      },
      "doubts": {
        "type": "array",
        "items": {
          "type": "string"
        },
        "description": "Why the result says less than it seems to."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      }
    },
    "$defs": {
      "arm": {
        "title": "EvalArm",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "ended",
          "ms",
          "grades"
        ],
        "properties": {
          "ended": {
            "enum": [
              "exited",
              "signal",
              "timed-out",
              "too-much-output",
              "not-started"
            ]
          },
          "exitCode": {
            "type": "integer",
            "description": "Of a run that exited."
          },
          "ms": {
            "type": "integer",
            "minimum": 0,
            "description": "How long it took, in milliseconds."
          },
          "passed": {
            "type": "boolean",
            "description": "Whether every assertion that was graded holds; absent where none was."
          },
          "grades": {
            "type": "array",
            "description": "One for each assertion of the case, in its order.",
            "items": {
              "title": "EvalGrade",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "outcome",
                "evidence"
              ],
              "properties": {
                "outcome": {
                  "enum": [
                    "passed",
                    "failed",
                    "ungraded"
                  ]
                },
                "evidence": {
                  "type": "string",
                  "maxLength": 1000,
                  "description": "What of the output or of which file shows it, quoted, or why nothing was graded."
                },
                "by": {
                  "const": "judge",
                  "description": "A model's opinion; absent for what was looked up."
                }
              }
            }
          }
        }
      }
    }
  },
  "skill-event": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "skill-event.schema.json",
    "title": "SkillEvent",
    "description": "That a session used a version of a skill, or was dealt one in a rollout: events/YYYY/MM/<time>-<kind>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. What is found in a stored session depends on nothing else, so that every machine writes the same file. Never changed, never removed.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "kind",
      "skill",
      "how",
      "at"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "kind": {
        "enum": [
          "skill-use",
          "skill-assignment"
        ],
        "description": "skill-use: it loaded or followed the skill; skill-assignment: a rollout dealt it the version that is named, or none."
      },
      "skill": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path"
        ],
        "properties": {
          "path": {
            "type": "string",
            "pattern": "^skills/[^/]+$"
          },
          "digest": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$",
            "description": "The version, by its bytes; absent only of an assignment of none."
          }
        }
      },
      "how": {
        "enum": [
          "runtime",
          "mcp",
          "conformance",
          "rollout"
        ],
        "description": "runtime: the session's log shows that the agent loaded it; mcp: it was read from SkillLoop's MCP server; conformance: the session did most of its steps in their order; rollout: dealt, whether or not it was then used."
      },
      "trace": {
        "type": "string",
        "pattern": "^[0-9a-f]{20}$",
        "description": "The session, where it was in the store when this was said. This or session is there."
      },
      "session": {
        "type": "string",
        "minLength": 1,
        "maxLength": 512,
        "description": "The runtime's own id of the session."
      },
      "rollout": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$",
        "description": "The rollout that dealt it."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$",
        "description": "The session's start; where it is not known, the time of this observation."
      }
    }
  },
  "skill": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "skill.schema.json",
    "title": "SkillFrontMatter",
    "description": "Front matter of skills/<name>/SKILL.md: the six fields of the Agent Skills specification (agentskills.io) and nothing else; provenance is in metadata as strings.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "name",
      "description"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
      },
      "description": {
        "type": "string",
        "minLength": 1,
        "maxLength": 1024,
        "pattern": "^[^<>]*$"
      },
      "license": {
        "type": "string"
      },
      "compatibility": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "metadata": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "allowed-tools": {
        "type": "string"
      }
    }
  },
  "store": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "store.schema.json",
    "title": "StoreMarker",
    "description": "store.json in the first commit of main and of the ledger, the same bytes in every store, so that any two can be joined.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "format",
      "formatVersion",
      "branch"
    ],
    "properties": {
      "format": {
        "const": "skillloop"
      },
      "formatVersion": {
        "const": 1
      },
      "branch": {
        "enum": [
          "main",
          "ledger"
        ]
      }
    }
  },
  "support": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "support.schema.json",
    "title": "Support",
    "description": "Further evidence for a proposal, from a session that came after it or that it does not quote for its many others: support/<proposal id>/<trace id>.json on the ledger. It moves no branch that is under review.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "proposal",
      "evidence"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "proposal": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$"
      },
      "evidence": {
        "type": "array",
        "minItems": 1,
        "items": {
          "$ref": "proposal.schema.json#/$defs/evidence"
        }
      }
    }
  },
  "trace": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "trace.schema.json",
    "title": "Trace",
    "description": "One session of one agent runtime, normalized and redacted. Stored on the ledger as traces/<runtime>/YYYY/MM/DD/<id>.json, by the UTC date of startedAt, or traces/<runtime>/undated/<first two hex of id>/<id>.json.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "id",
      "runtime",
      "adapter",
      "end",
      "messages",
      "raw",
      "redaction",
      "sha256"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "id": {
        "type": "string",
        "pattern": "^[0-9a-f]{20}$",
        "description": "First 20 hex digits of SHA-256 over runtime and native session id, or over runtime and content where a session has no id of its own."
      },
      "runtime": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,31}$",
        "description": "The agent runtime that wrote the session, e.g. hermes, generic."
      },
      "adapter": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "version"
        ],
        "properties": {
          "name": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,31}$"
          },
          "version": {
            "type": "integer",
            "minimum": 1
          }
        }
      },
      "nativeId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 512,
        "description": "The runtime's own session id."
      },
      "title": {
        "type": "string"
      },
      "model": {
        "type": "string"
      },
      "channel": {
        "type": "string",
        "description": "Where the session took place in the runtime's own words, e.g. cli, telegram, cron, subagent."
      },
      "project": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "cwd": {
            "type": "string"
          },
          "repositoryRoot": {
            "type": "string"
          },
          "repositoryUrl": {
            "type": "string"
          },
          "branch": {
            "type": "string"
          },
          "commit": {
            "type": "string"
          }
        }
      },
      "startedAt": {
        "$ref": "#/$defs/time"
      },
      "endedAt": {
        "$ref": "#/$defs/time"
      },
      "end": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "state"
        ],
        "properties": {
          "state": {
            "enum": [
              "complete",
              "interrupted",
              "error",
              "open",
              "unknown"
            ],
            "description": "complete: the assistant had the last word; interrupted: a turn or call was left unanswered; open: the runtime has not ended the session; error: it ended in an error of runtime or model."
          },
          "reason": {
            "type": "string",
            "description": "The runtime's own word for why it ended."
          }
        }
      },
      "parent": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "nativeId",
          "relation"
        ],
        "properties": {
          "nativeId": {
            "type": "string",
            "minLength": 1
          },
          "relation": {
            "enum": [
              "continuation",
              "branch",
              "subagent",
              "reset",
              "other"
            ],
            "description": "continuation: the same conversation goes on here; branch: forked from the parent; subagent: delegated by the parent; reset: started afresh from it."
          }
        }
      },
      "messages": {
        "type": "array",
        "items": {
          "$ref": "#/$defs/message"
        }
      },
      "tools": {
        "type": "array",
        "description": "Tool definitions that the model was given, where the source keeps them.",
        "items": {
          "$ref": "#/$defs/toolDefinition"
        }
      },
      "usage": {
        "$ref": "#/$defs/usage"
      },
      "cost": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "usd",
          "basis"
        ],
        "properties": {
          "usd": {
            "type": "number",
            "minimum": 0
          },
          "basis": {
            "enum": [
              "actual",
              "estimated"
            ]
          }
        }
      },
      "outcomes": {
        "type": "array",
        "description": "Verdicts that the source itself carries (reward, resolved, rating); kept apart from SkillLoop's evaluation.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "name",
            "value"
          ],
          "properties": {
            "name": {
              "type": "string",
              "minLength": 1
            },
            "value": {
              "type": [
                "number",
                "boolean",
                "string"
              ]
            }
          }
        }
      },
      "metadata": {
        "type": "object",
        "description": "What else the source says of the session and later stages may use, e.g. explicit preference pairs.",
        "additionalProperties": true
      },
      "raw": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "bytes",
          "sha256"
        ],
        "description": "Which bytes this was read from; not part of the content hash, so that a moved file is not a new trace.",
        "properties": {
          "name": {
            "type": "string",
            "description": "File name without its folder: paths differ between machines."
          },
          "locator": {
            "type": "string",
            "description": "Place inside the file, e.g. session 20260810_090000_a1b2c3 or line 4."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0
          },
          "sha256": {
            "$ref": "#/$defs/sha256"
          }
        }
      },
      "redaction": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "version",
          "marks"
        ],
        "properties": {
          "version": {
            "type": "integer",
            "minimum": 1
          },
          "rules": {
            "$ref": "#/$defs/sha256",
            "description": "SHA-256 of what the policy said on redaction and on dropped tools; absent where it said nothing but the defaults."
          },
          "marks": {
            "type": "object",
            "description": "Kind of secret to number of places masked; dropped-result and dropped-arguments: calls of which the policy dropped that.",
            "additionalProperties": {
              "type": "integer",
              "minimum": 1
            }
          }
        }
      },
      "sha256": {
        "$ref": "#/$defs/sha256",
        "description": "SHA-256 of the canonical JSON of this trace without raw and sha256."
      }
    },
    "$defs": {
      "time": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$",
        "description": "UTC, milliseconds."
      },
      "sha256": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$"
      },
      "message": {
        "title": "Message",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "role",
          "text"
        ],
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1
          },
          "role": {
            "enum": [
              "system",
              "user",
              "assistant",
              "tool"
            ],
            "description": "tool: only a result whose call is not in the trace; all others are joined to their calls."
          },
          "text": {
            "type": "string",
            "description": "What was said, as text; parts that are not text appear as [image: image/png] and the like."
          },
          "reasoning": {
            "type": "string"
          },
          "at": {
            "$ref": "#/$defs/time"
          },
          "model": {
            "type": "string"
          },
          "finishReason": {
            "type": "string"
          },
          "injected": {
            "const": true,
            "description": "Written by the runtime, not by the person or the model whose role it carries."
          },
          "undone": {
            "const": true,
            "description": "Taken back by the user (rewind, rollback, abandoned branch)."
          },
          "compacted": {
            "const": true,
            "description": "Real history that the runtime has since summarised away from its context."
          },
          "copied": {
            "const": true,
            "description": "Context copied from another session."
          },
          "toolCalls": {
            "type": "array",
            "items": {
              "$ref": "#/$defs/toolCall"
            }
          },
          "toolCallId": {
            "type": "string",
            "description": "Of a tool message: the call it answered."
          },
          "toolName": {
            "type": "string",
            "description": "Of a tool message: the tool that answered."
          },
          "usage": {
            "$ref": "#/$defs/usage"
          }
        }
      },
      "toolCall": {
        "title": "ToolCall",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "name",
          "arguments",
          "status"
        ],
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1
          },
          "name": {
            "type": "string"
          },
          "arguments": {
            "description": "The decoded JSON arguments; the raw text where it is not JSON.",
            "type": [
              "object",
              "array",
              "string",
              "number",
              "boolean",
              "null"
            ]
          },
          "result": {
            "type": "string",
            "description": "The result as the model saw it, redacted; cut to the policy's size, head and tail kept. Absent when no result is known."
          },
          "resultBytes": {
            "type": "integer",
            "minimum": 0,
            "description": "UTF-8 length before the cut; present only where the result was cut."
          },
          "resultSha256": {
            "$ref": "#/$defs/sha256",
            "description": "Of the redacted result before the cut; present only where the result was cut."
          },
          "status": {
            "enum": [
              "success",
              "error",
              "cancelled",
              "rejected",
              "unknown"
            ],
            "description": "cancelled: interrupted; rejected: refused by the person; unknown: no result, or one that does not say."
          },
          "exitCode": {
            "type": "integer"
          },
          "errorType": {
            "type": "string"
          },
          "startedAt": {
            "$ref": "#/$defs/time"
          },
          "endedAt": {
            "$ref": "#/$defs/time"
          },
          "durationMs": {
            "type": "number",
            "minimum": 0
          }
        }
      },
      "toolDefinition": {
        "title": "ToolDefinition",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "parameters": {
            "type": "object",
            "additionalProperties": true
          }
        }
      },
      "usage": {
        "title": "Usage",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "inputTokens": {
            "type": "integer",
            "minimum": 0,
            "description": "Without what was read from or written to a cache."
          },
          "outputTokens": {
            "type": "integer",
            "minimum": 0
          },
          "cacheReadTokens": {
            "type": "integer",
            "minimum": 0
          },
          "cacheWriteTokens": {
            "type": "integer",
            "minimum": 0
          },
          "reasoningTokens": {
            "type": "integer",
            "minimum": 0
          }
        }
      }
    }
  },
  "training-plan": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "training-plan.schema.json",
    "title": "TrainingPlan",
    "description": "A training run that is proposed: training/plans/<name>.json, on a branch until a person approves it. Configurations follow from it; nothing is run.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "name",
      "trainer",
      "method",
      "profile",
      "baseModel",
      "outputDir",
      "dataset",
      "hyperparameters",
      "why",
      "hardware",
      "estimate",
      "risks",
      "evaluation",
      "approvals",
      "auto_run",
      "review_required"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "name": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
      },
      "trainer": {
        "enum": [
          "trl",
          "unsloth",
          "axolotl"
        ]
      },
      "method": {
        "enum": [
          "sft",
          "dpo",
          "kto",
          "grpo"
        ]
      },
      "profile": {
        "enum": [
          "small-gpu",
          "single-gpu",
          "multi-gpu",
          "smoke"
        ]
      },
      "baseModel": {
        "type": "string",
        "minLength": 1,
        "maxLength": 400
      },
      "outputDir": {
        "type": "string",
        "minLength": 1,
        "maxLength": 400
      },
      "dataset": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "name",
          "kind",
          "manifestSha256",
          "splits"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^[0-9a-f]{16}$",
            "description": "Of the manifest on main."
          },
          "name": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
          },
          "kind": {
            "type": "string"
          },
          "manifestSha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$"
          },
          "splits": {
            "type": "object",
            "additionalProperties": {
              "type": "integer",
              "minimum": 0
            },
            "description": "Records by split."
          }
        }
      },
      "hyperparameters": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "epochs",
          "maxSteps",
          "learningRate",
          "warmupRatio",
          "weightDecay",
          "batchSize",
          "gradientAccumulation",
          "gpus",
          "maxLength",
          "loraR",
          "loraAlpha",
          "loraDropout",
          "quantized",
          "seed",
          "beta",
          "generations",
          "maxCompletionLength",
          "desirableWeight",
          "undesirableWeight"
        ],
        "properties": {
          "epochs": {
            "type": "number",
            "minimum": 0.01,
            "maximum": 100
          },
          "maxSteps": {
            "type": "integer",
            "minimum": 0,
            "maximum": 10000000,
            "description": "0: all epochs."
          },
          "learningRate": {
            "type": "number",
            "minimum": 1e-9,
            "maximum": 0.1
          },
          "warmupRatio": {
            "type": "number",
            "minimum": 0,
            "maximum": 0.5
          },
          "weightDecay": {
            "type": "number",
            "minimum": 0,
            "maximum": 1
          },
          "batchSize": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1024
          },
          "gradientAccumulation": {
            "type": "integer",
            "minimum": 1,
            "maximum": 4096
          },
          "gpus": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1024
          },
          "maxLength": {
            "type": "integer",
            "minimum": 16,
            "maximum": 4194304,
            "description": "Tokens after which a row is cut."
          },
          "loraR": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1024
          },
          "loraAlpha": {
            "type": "integer",
            "minimum": 1,
            "maximum": 4096
          },
          "loraDropout": {
            "type": "number",
            "minimum": 0,
            "maximum": 0.9
          },
          "quantized": {
            "type": "boolean",
            "description": "Base weights in 4 bits (QLoRA)."
          },
          "seed": {
            "type": "integer",
            "minimum": 0,
            "maximum": 4294967295
          },
          "beta": {
            "type": "number",
            "minimum": 0,
            "maximum": 100
          },
          "generations": {
            "type": "integer",
            "minimum": 2,
            "maximum": 256
          },
          "maxCompletionLength": {
            "type": "integer",
            "minimum": 8,
            "maximum": 1048576
          },
          "desirableWeight": {
            "type": "number",
            "minimum": 0.01,
            "maximum": 100
          },
          "undesirableWeight": {
            "type": "number",
            "minimum": 0.01,
            "maximum": 100
          }
        }
      },
      "why": {
        "type": "object",
        "additionalProperties": {
          "type": "string",
          "minLength": 1
        },
        "description": "Why a value is what it is, by hyperparameter."
      },
      "hardware": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "count",
          "memoryGiB",
          "teraflops",
          "utilisation"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "count": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1024
          },
          "memoryGiB": {
            "type": "number",
            "exclusiveMinimum": 0
          },
          "teraflops": {
            "type": "number",
            "exclusiveMinimum": 0,
            "description": "Peak of one GPU, dense, 16 bits."
          },
          "utilisation": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 1,
            "description": "Share of the peak that training is assumed to reach."
          },
          "pricePerGpuHour": {
            "type": "number",
            "minimum": 0
          }
        }
      },
      "estimate": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "tokens",
          "steps",
          "assumptions"
        ],
        "properties": {
          "tokens": {
            "type": "integer",
            "minimum": 0
          },
          "steps": {
            "type": "integer",
            "minimum": 0
          },
          "memoryGiB": {
            "type": "number",
            "minimum": 0
          },
          "fits": {
            "type": "boolean",
            "description": "Whether the memory is enough by this estimate."
          },
          "hours": {
            "type": "number",
            "minimum": 0
          },
          "cost": {
            "type": "number",
            "minimum": 0
          },
          "assumptions": {
            "type": "array",
            "items": {
              "type": "string",
              "minLength": 1
            },
            "description": "What the figures rest on."
          }
        }
      },
      "risks": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1
        },
        "description": "What may go wrong."
      },
      "evaluation": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1
        },
        "description": "How the result is to be judged, before anybody uses it."
      },
      "approvals": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1
        },
        "description": "Who has to say yes, to what."
      },
      "auto_run": {
        "const": false
      },
      "review_required": {
        "const": true
      }
    }
  },
  "training-result": {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "training-result.schema.json",
    "title": "TrainingResult",
    "description": "What came of a run of an approved plan: training/results/<plan's proposal id>/<time>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. It promotes nothing.",
    "type": "object",
    "additionalProperties": false,
    "required": [
      "schemaVersion",
      "plan",
      "planDigest",
      "at",
      "by",
      "status",
      "metrics"
    ],
    "properties": {
      "schemaVersion": {
        "const": 1
      },
      "plan": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}$"
      },
      "planDigest": {
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$",
        "description": "Of the plan as it stood on main."
      },
      "at": {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"
      },
      "by": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "email"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "email": {
            "type": "string"
          }
        }
      },
      "status": {
        "enum": [
          "finished",
          "failed",
          "stopped"
        ]
      },
      "metrics": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        }
      },
      "artifact": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "digest",
          "files",
          "bytes"
        ],
        "description": "What the run made, by its bytes; where it lies is not recorded.",
        "properties": {
          "digest": {
            "type": "string",
            "pattern": "^sha256:[0-9a-f]{64}$",
            "description": "SHA-256 over the sorted list of the files and their SHA-256."
          },
          "files": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            }
          },
          "bytes": {
            "type": "integer",
            "minimum": 0
          }
        }
      },
      "note": {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000
      }
    }
  }
} as const
