import { plural } from '../kernel/text.js'
import type { DatasetManifest } from '../kernel/types.js'

/** A column of each kind's records that carries its text, with what it is: Croissant wants fields named. */
const FIELDS: Readonly<Record<DatasetManifest['kind'], Readonly<Record<string, string>>>> = {
  sft: { messages: 'the conversation', tools: 'the tools that could be called' },
  dpo: { prompt: 'the conversation before', chosen: 'the better way to go on', rejected: 'the worse one', evidence: 'what speaks for the preference' },
  reward: { chosen: 'the better conversation', rejected: 'the worse one', evidence: 'what speaks for the preference' },
  kto: { prompt: 'the conversation before', completion: 'the answer', label: 'whether it was good', evidence: 'who said so' },
  grpo: { prompt: 'the request', task: 'what it is about', outcome: 'the verdict of the source', checks: 'what tested the result' },
  sharegpt: { conversations: 'the conversation', tools: 'the tools that could be called, as JSON' },
  trajectories: { conversations: 'the conversation', timestamp: 'when it ended', model: 'the model that spoke', completed: 'whether it is an example to follow', complexity: 'how many calls of how many tools' }
}

/** Metadata in Croissant 1.0 (mlcommons.org/croissant/1.0): files with their hashes, records with their columns. */
export function croissantOf(manifest: DatasetManifest, { licence }: { licence: string }): Record<string, unknown> {
  const { kind, name, id, createdAt, files, records, generator, options } = manifest
  const format = options.format === 'parquet' ? 'application/x-parquet' : 'application/jsonlines'
  return {
    '@context': CONTEXT, '@type': 'sc:Dataset', conformsTo: 'http://mlcommons.org/croissant/1.0',
    name, description: `Sessions of AI agents as records for ${kind}, selected and redacted by SkillLoop ${generator.version}: ${plural(records.length, 'record')}.`,
    version: `1.0.0+${id}`, datePublished: createdAt.slice(0, 10), citeAs: `SkillLoop dataset ${name}, manifest ${id}`, ...(licence !== '' && { license: licence }),
    distribution: files.map((file) => ({ '@type': 'cr:FileObject', '@id': file.name, name: file.name, contentUrl: file.name, contentSize: `${file.bytes} B`, encodingFormat: format, sha256: file.sha256 })),
    recordSet: files.map((file) => ({
      '@type': 'cr:RecordSet', '@id': file.split, name: file.split, description: `${plural(file.records, 'record')}, about ${file.tokens.total} tokens (${file.tokens.method})`,
      field: Object.entries(FIELDS[kind]).map(([column, description]) => ({
        '@type': 'cr:Field', '@id': `${file.split}/${column}`, name: column, description, dataType: column === 'label' || column === 'completed' ? 'sc:Boolean' : column === 'outcome' ? 'sc:Float' : 'sc:Text',
        source: { fileObject: { '@id': file.name }, extract: options.format === 'parquet' ? { column } : { jsonPath: `$.${column}` } }
      }))
    }))
  }
}

// The context that Croissant's specification prescribes.
const CONTEXT = {
  '@language': 'en', '@vocab': 'https://schema.org/', citeAs: 'cr:citeAs', column: 'cr:column', conformsTo: 'dct:conformsTo', cr: 'http://mlcommons.org/croissant/', rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' }, dataType: { '@id': 'cr:dataType', '@type': '@vocab' }, dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' }, extract: 'cr:extract', field: 'cr:field', fileProperty: 'cr:fileProperty', fileObject: 'cr:fileObject', fileSet: 'cr:fileSet', format: 'cr:format', includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset', jsonPath: 'cr:jsonPath', key: 'cr:key', md5: 'cr:md5', parentField: 'cr:parentField', path: 'cr:path', recordSet: 'cr:recordSet', references: 'cr:references', regex: 'cr:regex',
  repeated: 'cr:repeated', replace: 'cr:replace', sc: 'https://schema.org/', separator: 'cr:separator', source: 'cr:source', subField: 'cr:subField', transform: 'cr:transform'
}
