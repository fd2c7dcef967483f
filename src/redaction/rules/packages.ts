import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const NPM = 'npm documentation: access tokens; GitHub blog, "npm\'s new access token format"; .npmrc'

/** Package and container registries. */
export const PACKAGES: readonly Rule[] = [
  { kind: 'npm-token', keywords: ['npm_'], pattern: /npm_[A-Za-z0-9]{36}/, source: NPM, check: (token) => !isPlaceholder(token) && shannon(token) > 3 },
  { kind: 'npm-token', keywords: ['_authtoken'], pattern: /_authToken\s{0,4}[=:]\s{0,4}\\{0,4}["']?([\w./+=:-]{6,512})/i, open: true, source: NPM, check: (token) => !isPlaceholder(token) && !/^[A-Z_]{3,16}\d?$|^npm_token$/i.test(token) },
  { kind: 'npm-password', keywords: ['_password', '_auth'], pattern: /(?<![A-Za-z0-9])_(?:password|auth)\s{0,4}=\s{0,4}["']?([A-Za-z0-9+/]{8,512}={0,2})/i, open: true, source: NPM },
  { kind: 'pypi-token', keywords: ['pypi-age'], pattern: /pypi-AgE[\w-]{40,1024}/, source: 'PyPI help: API tokens (macaroons of pypi.org and test.pypi.org)' },
  { kind: 'rubygems-key', keywords: ['rubygems_'], pattern: /rubygems_[0-9a-f]{48}/, source: 'RubyGems guides: API keys' },
  { kind: 'crates-token', keywords: ['cio'], pattern: /cio[A-Za-z0-9]{32}/, source: 'crates.io: API tokens', check: (token) => /\d/.test(token) && shannon(token) > 4 },
  { kind: 'nuget-key', keywords: ['oy2'], pattern: /oy2[a-z0-9]{43}/, source: 'NuGet documentation: API keys', check: (key) => /\d/.test(key) && shannon(key) > 3.5 },
  { kind: 'clojars-token', keywords: ['clojars_'], pattern: /CLOJARS_[0-9a-z]{60}/i, source: 'Clojars: deploy tokens' },
  { kind: 'packagist-token', keywords: ['packagist_'], pattern: /packagist_(?:ac|[ou][ru]t)_[0-9a-f]{68}/, source: 'Private Packagist documentation: tokens' },
  { kind: 'docker-token', keywords: ['dckr_pat_', 'dckr_oat_'], pattern: /dckr_[po]at_[\w-]{27,40}/, source: 'Docker documentation: personal and organization access tokens' },
  { kind: 'docker-auth', keywords: ['"auth'], pattern: /"auth\\{0,4}"\s{0,4}:\s{0,4}\\{0,4}"([A-Za-z0-9+/]{12,512}={0,2})/, open: true, source: 'Docker documentation: config.json, base64 of user:password', check: (auth) => /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(auth, 'base64').toString('latin1')) },
  { kind: 'artifactory-token', keywords: ['akcp'], pattern: /AKCp[A-Za-z0-9]{55,80}/, source: 'JFrog documentation: API keys', check: (key) => shannon(key) > 3.5 },
  { kind: 'artifactory-token', keywords: ['cmvmd'], pattern: /cmVmd[A-Za-z0-9]{59}/, source: 'JFrog documentation: reference tokens', check: (key) => shannon(key) > 3.5 },
  { kind: 'nexus-token', keywords: ['npmtoken.'], pattern: /NpmToken\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i, source: 'Sonatype Nexus documentation: npm tokens' },
  { kind: 'jsr-token', keywords: ['jsrp_', 'jsrd_'], pattern: /jsr[pd]_[A-Za-z0-9]{30,60}/, source: 'JSR documentation: tokens' },
  { kind: 'hugging-face-token', keywords: ['hf_'], pattern: /hf_[A-Za-z0-9]{34}/, source: 'Hugging Face documentation: user access tokens', check: (token) => !isPlaceholder(token) && shannon(token) > 3.3 && /[A-Z]/.test(token) && /[a-z]{2}.*[A-Z]|[A-Z].*[a-z]/.test(token.slice(3)) },
  { kind: 'hugging-face-token', keywords: ['api_org_'], pattern: /api_org_[A-Za-z0-9]{34}/, source: 'Hugging Face documentation: organization tokens' }
]
