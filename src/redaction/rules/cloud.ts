import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const AWS = 'AWS IAM user guide, "IAM identifiers: unique ID prefixes"; Bedrock user guide, "API keys"'
const GOOGLE = 'Google Cloud documentation: API keys, OAuth 2.0 client secrets and tokens, HMAC keys'
const AZURE = 'Microsoft Learn: storage connection strings, shared access signatures; Microsoft Purview, "Sensitive information type entity definitions"'
const HOSTS = 'the providers\' API documentation on tokens'

/** Clouds and hosting: keys that rent machines. */
export const CLOUD: readonly Rule[] = [
  { kind: 'aws-access-key-id', keywords: ['akia', 'asia', 'abia', 'acca', 'a3t'], pattern: /(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/, source: AWS, check: (id) => !isPlaceholder(id) && shannon(id) > 2.8 && !/EXAMPLE$/.test(id) },
  { kind: 'aws-session-token', keywords: ['fwogzxivyxdz', 'iqojb3jpz2lu'], pattern: /(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/=_-]{80,4096}/, source: AWS },
  { kind: 'aws-bedrock-key', keywords: ['absk'], pattern: /ABSK[A-Za-z0-9+/]{100,270}={0,2}/, source: AWS },
  { kind: 'aws-bedrock-key', keywords: ['bedrock-api-key-'], pattern: /bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{0,4096}/, source: AWS },
  { kind: 'aws-mws-key', keywords: ['amzn.mws.'], pattern: /amzn\.mws\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: 'Amazon MWS documentation: auth tokens' },
  { kind: 'amazon-oauth-secret', keywords: ['amzn1.oa2-cs.'], pattern: /amzn1\.oa2-cs\.v1\.[0-9a-f]{64}/, source: 'Login with Amazon documentation: client secrets' },
  { kind: 'aws-signature', keywords: ['x-amz-signature'], pattern: /X-Amz-Signature(?:=|%3D)([0-9a-f]{64})/i, source: 'AWS signature version 4: query parameters' },
  { kind: 'google-api-key', keywords: ['aiza'], pattern: /AIza[\w-]{35}/, source: GOOGLE },
  { kind: 'google-oauth-secret', keywords: ['gocspx-'], pattern: /GOCSPX-[\w-]{28}/, source: GOOGLE },
  { kind: 'google-access-token', keywords: ['ya29.'], pattern: /ya29\.(?:[\w-]{1,8}\.)?[\w-]{20,1024}/, source: GOOGLE },
  { kind: 'google-refresh-token', keywords: ['1//0'], pattern: /1\/\/0[\w-]{40,200}/, source: GOOGLE },
  { kind: 'google-hmac-key', keywords: ['goog1'], pattern: /GOOG1[A-Z0-9]{19,60}/, source: GOOGLE },
  { kind: 'firebase-server-key', keywords: ['aaaa'], pattern: /AAAA[\w-]{7}:APA91b[\w-]{100,160}/, source: 'Firebase Cloud Messaging: legacy server keys' },
  { kind: 'azure-client-secret', keywords: ['8q~', '0q~', '1q~', '2q~', '3q~', '4q~', '5q~', '6q~', '7q~', '9q~'], pattern: /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/, lead: 5, open: true, source: 'Microsoft Entra application secrets (sensitive information type "client secret")' },
  { kind: 'azure-storage-key', keywords: ['accountkey=', 'sharedaccesskey=', 'primarykey=', 'accesskey='], pattern: /(?:AccountKey|SharedAccessKey|PrimaryKey|AccessKey)=([A-Za-z0-9+/]{32,128}={0,2})/i, source: AZURE },
  { kind: 'azure-storage-key', keywords: ['+ast', '+amc', 'acdb', 'afcs', 'aiot', 'apim', 'acrx'], pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33,76}(?:\+(?:AMC|ASt)|ACDb|AFcS|AIoT|APIM|ACRX)[A-Za-z0-9+/]{5,12}={0,2}/, lead: 78, source: AZURE, check: (key) => key.length >= 44 && key.length <= 92 && shannon(key) > 4 },
  { kind: 'azure-devops-token', keywords: ['azdo'], pattern: /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/, lead: 77, source: 'Azure DevOps documentation: personal access tokens, 84 characters with AZDO at 76 to 80' },
  { kind: 'azure-ai-key', keywords: ['jqqj9'], pattern: /[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{27}/, lead: 53, source: 'Azure AI services: 84-character keys' },
  { kind: 'azure-sas', keywords: ['sig='], pattern: /(?<=[?&;]|%26|amp;|u0026)sig=([A-Za-z0-9%+/]{40,80}(?:%3D|=){0,2})/i, open: true, source: AZURE },
  { kind: 'digitalocean-token', keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'], pattern: /do[opr]_v1_[0-9a-f]{64}/, source: HOSTS },
  { kind: 'alibaba-access-key', keywords: ['ltai'], pattern: /LTAI[A-Za-z0-9]{12,26}/, source: HOSTS, check: (id) => /\d/.test(id) && shannon(id) > 3 },
  { kind: 'tencent-secret-id', keywords: ['akid'], pattern: /AKID[A-Za-z0-9]{32}/, source: HOSTS, check: (id) => /\d/.test(id) && shannon(id) > 3.5 },
  { kind: 'yandex-token', keywords: ['t1.9e', 'aqvn', 'y0_ag', 'ycaj', 'ycp'], pattern: /(?:t1\.9e[\w-]{6,80}\.[\w-]{80,90}|AQVN[\w-]{35,38}|y0_Ag[\w-]{40,60}|YC(?:AJ|P)[\w-]{30,40})/, source: HOSTS },
  { kind: 'ibm-cloud-key', keywords: ['apikey-'], pattern: /ApiKey-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i, source: HOSTS },
  { kind: 'cloudflare-origin-key', keywords: ['v1.0-'], pattern: /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/, source: 'Cloudflare documentation: Origin CA keys' },
  { kind: 'heroku-token', keywords: ['hrku-'], pattern: /HRKU-(?:AA[\w-]{58}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/, source: HOSTS },
  { kind: 'fly-token', keywords: ['fo1_', 'fm1a_', 'fm1r_', 'fm2_'], pattern: /(?:fo1_[\w-]{43}|fm1[ar]_[A-Za-z0-9+/=_-]{100,4096}|fm2_[A-Za-z0-9+/=_-]{60,4096})(?:,(?:fm1[ar]_|fm2_)[A-Za-z0-9+/=_-]{40,4096}){0,8}/, source: HOSTS },
  { kind: 'netlify-token', keywords: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'], pattern: /nf[pcoub]_[A-Za-z0-9]{36}/, source: HOSTS },
  { kind: 'vercel-token', keywords: ['vercel_blob_rw_', 'vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], pattern: /(?:vercel_blob_rw_[A-Za-z0-9_]{30,80}|vc[piark]_[A-Za-z0-9]{50,80})/, source: HOSTS },
  { kind: 'render-token', keywords: ['rnd_'], pattern: /rnd_[A-Za-z0-9]{28,40}/, source: HOSTS },
  { kind: 'scaleway-key', keywords: ['scw'], pattern: /SCW[A-Z0-9]{17}/, source: HOSTS, check: (id) => /\d/.test(id) && shannon(id) > 3 },
  { kind: 'scalingo-token', keywords: ['tk-us-'], pattern: /tk-us-[\w-]{48}/, source: HOSTS },
  { kind: 'deno-token', keywords: ['ddp_', 'ddo_', 'ddw_'], pattern: /dd[pow]_[A-Za-z0-9]{36}/, source: HOSTS },
  { kind: 'supabase-token', keywords: ['sbp_', 'sb_secret_'], pattern: /(?:sbp_(?:v0_)?[0-9a-f]{40}|sb_secret_[\w-]{22,60})/, source: 'Supabase documentation: access tokens and API keys' },
  { kind: 'neon-token', keywords: ['napi_'], pattern: /napi_[a-z0-9]{60,80}/, source: HOSTS },
  { kind: 'planetscale-token', keywords: ['pscale_'], pattern: /pscale_(?:tkn|oauth|pw)_[\w=.-]{30,64}/, source: 'PlanetScale documentation: service tokens and passwords' },
  { kind: 'clickhouse-key', keywords: ['4b1d'], pattern: /4b1d[A-Za-z0-9]{38}/, source: 'ClickHouse Cloud documentation: API keys' },
  { kind: 'databricks-token', keywords: ['dapi', 'dose', 'dkea'], pattern: /(?:dapi|dose|dkea)[0-9a-f]{32}(?:-\d)?/, source: 'Databricks documentation: personal access tokens' },
  { kind: 'mongodb-atlas-secret', keywords: ['mdb_sa_sk_'], pattern: /mdb_sa_sk_[\w-]{30,60}/, source: 'MongoDB Atlas documentation: service accounts' },
  { kind: 'tailscale-key', keywords: ['tskey-'], pattern: /tskey-(?:auth|api|client|scim|webhook|key)-[A-Za-z0-9]{6,24}(?:CNTRL)?-[A-Za-z0-9]{16,48}/, source: 'Tailscale documentation: key prefixes' },
  { kind: 'ngrok-token', keywords: ['cr_', 'ngrok'], pattern: /(?:cr|ngrok)_[A-Za-z0-9]{27}_[A-Za-z0-9]{21}/, source: HOSTS },
  { kind: 'openshift-token', keywords: ['sha256~'], pattern: /sha256~[\w-]{43}/, source: 'OpenShift documentation: OAuth access tokens' },
  { kind: 'settlemint-token', keywords: ['sm_aat_', 'sm_pat_', 'sm_sat_'], pattern: /sm_[aps]at_[A-Za-z0-9]{16}/, source: HOSTS },
  { kind: 'upcloud-token', keywords: ['ucat_'], pattern: /ucat_[A-Z0-9]{26}/i, source: 'UpCloud documentation: API tokens' },
  { kind: 'aiven-password', keywords: ['avns_'], pattern: /AVNS_[\w-]{16,24}/, source: 'Aiven documentation: service passwords', check: (password) => !isPlaceholder(password) && shannon(password.slice(5)) > 3 && /\d|[a-z]/.test(password.slice(5)) },
  { kind: 'xata-key', keywords: ['xau_'], pattern: /xau_[A-Za-z0-9]{38,48}/, source: 'Xata documentation: API keys' },
  { kind: 'porkbun-key', keywords: ['pk1_', 'sk1_'], pattern: /[ps]k1_[0-9a-f]{64}/, source: 'Porkbun API documentation' },
  { kind: 'infracost-key', keywords: ['ico-'], pattern: /ico-[A-Za-z0-9]{32}/, source: 'Infracost documentation: API keys', check: (key) => /\d/.test(key) && shannon(key) > 3.3 },
  { kind: 'alchemy-token', keywords: ['alcht_'], pattern: /alcht_[A-Za-z0-9]{30}/, source: 'Alchemy documentation: auth tokens' },
  { kind: 'google-auth-key', keywords: ['aq.ab'], pattern: /AQ\.Ab[\w-]{40,60}/, source: GOOGLE, check: (key) => shannon(key) > 4 },
  { kind: 'defined-networking-token', keywords: ['dnkey-'], pattern: /dnkey-[\w=-]{26}-[\w=-]{52}/i, source: HOSTS }
]
