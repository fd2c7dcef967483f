// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate54;
const schema105 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"decision.schema.json","title":"Decision","type":"object","additionalProperties":false,"required":["schemaVersion","proposal","verb","at","by","artifact","after"],"properties":{"schemaVersion":{"const":1},"proposal":{"type":"string","pattern":"^[0-9a-f]{12}$"},"verb":{"enum":["approve","reject","revoke","apply"]},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"},"by":{"type":"object","additionalProperties":false,"required":["name","email"],"properties":{"name":{"type":"string","minLength":1},"email":{"type":"string"}}},"reason":{"type":"string"},"signature":{"type":"string","maxLength":16384,"pattern":"^-----BEGIN (SSH|PGP) SIGNATURE-----\\n[A-Za-z0-9+/=:., \\n-]+\\n-----END (SSH|PGP) SIGNATURE-----\\n$"},"artifact":{"type":"object","additionalProperties":false,"required":["path","digest"],"properties":{"path":{"type":"string","minLength":1},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"replaces":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}}},"after":{"type":"array","items":{"type":"string","pattern":"^[0-9a-f]{12}$"}},"support":{"type":"array","items":{"type":"string","pattern":"^[0-9a-f]{20}$"}},"risk":{"type":"object","additionalProperties":false,"required":["verdict","findings","scanner"],"properties":{"verdict":{"enum":["safe","caution","dangerous"]},"findings":{"type":"integer","minimum":0},"scanner":{"type":"object","additionalProperties":false,"required":["version","rules"],"properties":{"version":{"type":"integer","minimum":1},"rules":{"type":"string","pattern":"^[0-9a-f]{64}$"}}},"accepted":{"type":"string","minLength":1}}},"rollback":{"type":"object","additionalProperties":false,"required":["to","commit"],"properties":{"to":{"type":"integer","minimum":1},"from":{"type":"integer","minimum":1},"commit":{"type":"string","pattern":"^[0-9a-f]{40}$"}}},"applied":{"type":"object","additionalProperties":false,"required":["target","files"],"properties":{"target":{"type":"string"},"files":{"type":"object","additionalProperties":{"type":"string","pattern":"^[0-9a-f]{64}$"}},"as":{"enum":["block","link"]},"removed":{"type":"array","items":{"type":"string"}},"leaves":{"type":"object","additionalProperties":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern51 = new RegExp("^[0-9a-f]{12}$", "u");
const pattern33 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern66 = new RegExp("^-----BEGIN (SSH|PGP) SIGNATURE-----\\n[A-Za-z0-9+/=:., \\n-]+\\n-----END (SSH|PGP) SIGNATURE-----\\n$", "u");
const pattern56 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern58 = new RegExp("^[0-9a-f]{40}$", "u");

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="decision.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate54.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.schemaVersion === undefined) && (missing0 = "schemaVersion")) || ((data.proposal === undefined) && (missing0 = "proposal"))) || ((data.verb === undefined) && (missing0 = "verb"))) || ((data.at === undefined) && (missing0 = "at"))) || ((data.by === undefined) && (missing0 = "by"))) || ((data.artifact === undefined) && (missing0 = "artifact"))) || ((data.after === undefined) && (missing0 = "after"))){
validate54.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema105.properties, key0))){
validate54.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate54.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.proposal !== undefined){
let data1 = data.proposal;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(!pattern51.test(data1)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.verb !== undefined){
let data2 = data.verb;
const _errs5 = errors;
if(!((((data2 === "approve") || (data2 === "reject")) || (data2 === "revoke")) || (data2 === "apply"))){
validate54.errors = [{}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data3 = data.at;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data3 === "string"){
if(!pattern33.test(data3)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.by !== undefined){
let data4 = data.by;
const _errs8 = errors;
if(errors === _errs8){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if(((data4.name === undefined) && (missing1 = "name")) || ((data4.email === undefined) && (missing1 = "email"))){
validate54.errors = [{}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data4){
if(!((key1 === "name") || (key1 === "email"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs10 === errors){
if(data4.name !== undefined){
let data5 = data4.name;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data5 === "string"){
if(func2(data5) < 1){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data4.email !== undefined){
const _errs13 = errors;
if(typeof data4.email !== "string"){
validate54.errors = [{}];
return false;
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs15 = errors;
if(typeof data.reason !== "string"){
validate54.errors = [{}];
return false;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.signature !== undefined){
let data8 = data.signature;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data8 === "string"){
if(func2(data8) > 16384){
validate54.errors = [{}];
return false;
}
else {
if(!pattern66.test(data8)){
validate54.errors = [{}];
return false;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.artifact !== undefined){
let data9 = data.artifact;
const _errs19 = errors;
if(errors === _errs19){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if(((data9.path === undefined) && (missing2 = "path")) || ((data9.digest === undefined) && (missing2 = "digest"))){
validate54.errors = [{}];
return false;
}
else {
const _errs21 = errors;
for(const key2 in data9){
if(!(((key2 === "path") || (key2 === "digest")) || (key2 === "replaces"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs21 === errors){
if(data9.path !== undefined){
let data10 = data9.path;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data10 === "string"){
if(func2(data10) < 1){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid2 = _errs22 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data9.digest !== undefined){
let data11 = data9.digest;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data11 === "string"){
if(!pattern56.test(data11)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid2 = _errs24 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data9.replaces !== undefined){
let data12 = data9.replaces;
const _errs26 = errors;
if(errors === _errs26){
if(typeof data12 === "string"){
if(!pattern56.test(data12)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid2 = _errs26 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.after !== undefined){
let data13 = data.after;
const _errs28 = errors;
if(errors === _errs28){
if(Array.isArray(data13)){
var valid3 = true;
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
const _errs30 = errors;
if(errors === _errs30){
if(typeof data14 === "string"){
if(!pattern51.test(data14)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid3 = _errs30 === errors;
if(!valid3){
break;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.support !== undefined){
let data15 = data.support;
const _errs32 = errors;
if(errors === _errs32){
if(Array.isArray(data15)){
var valid4 = true;
const len1 = data15.length;
for(let i1=0; i1<len1; i1++){
let data16 = data15[i1];
const _errs34 = errors;
if(errors === _errs34){
if(typeof data16 === "string"){
if(!pattern30.test(data16)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid4 = _errs34 === errors;
if(!valid4){
break;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data17 = data.risk;
const _errs36 = errors;
if(errors === _errs36){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
let missing3;
if((((data17.verdict === undefined) && (missing3 = "verdict")) || ((data17.findings === undefined) && (missing3 = "findings"))) || ((data17.scanner === undefined) && (missing3 = "scanner"))){
validate54.errors = [{}];
return false;
}
else {
const _errs38 = errors;
for(const key3 in data17){
if(!((((key3 === "verdict") || (key3 === "findings")) || (key3 === "scanner")) || (key3 === "accepted"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs38 === errors){
if(data17.verdict !== undefined){
let data18 = data17.verdict;
const _errs39 = errors;
if(!(((data18 === "safe") || (data18 === "caution")) || (data18 === "dangerous"))){
validate54.errors = [{}];
return false;
}
var valid5 = _errs39 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.findings !== undefined){
let data19 = data17.findings;
const _errs40 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate54.errors = [{}];
return false;
}
if(errors === _errs40){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate54.errors = [{}];
return false;
}
}
}
var valid5 = _errs40 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.scanner !== undefined){
let data20 = data17.scanner;
const _errs42 = errors;
if(errors === _errs42){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing4;
if(((data20.version === undefined) && (missing4 = "version")) || ((data20.rules === undefined) && (missing4 = "rules"))){
validate54.errors = [{}];
return false;
}
else {
const _errs44 = errors;
for(const key4 in data20){
if(!((key4 === "version") || (key4 === "rules"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs44 === errors){
if(data20.version !== undefined){
let data21 = data20.version;
const _errs45 = errors;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
validate54.errors = [{}];
return false;
}
if(errors === _errs45){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
validate54.errors = [{}];
return false;
}
}
}
var valid6 = _errs45 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data20.rules !== undefined){
let data22 = data20.rules;
const _errs47 = errors;
if(errors === _errs47){
if(typeof data22 === "string"){
if(!pattern36.test(data22)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid6 = _errs47 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid5 = _errs42 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.accepted !== undefined){
let data23 = data17.accepted;
const _errs49 = errors;
if(errors === _errs49){
if(typeof data23 === "string"){
if(func2(data23) < 1){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid5 = _errs49 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rollback !== undefined){
let data24 = data.rollback;
const _errs51 = errors;
if(errors === _errs51){
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
let missing5;
if(((data24.to === undefined) && (missing5 = "to")) || ((data24.commit === undefined) && (missing5 = "commit"))){
validate54.errors = [{}];
return false;
}
else {
const _errs53 = errors;
for(const key5 in data24){
if(!(((key5 === "to") || (key5 === "from")) || (key5 === "commit"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs53 === errors){
if(data24.to !== undefined){
let data25 = data24.to;
const _errs54 = errors;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
validate54.errors = [{}];
return false;
}
if(errors === _errs54){
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 1 || isNaN(data25)){
validate54.errors = [{}];
return false;
}
}
}
var valid7 = _errs54 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data24.from !== undefined){
let data26 = data24.from;
const _errs56 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
validate54.errors = [{}];
return false;
}
if(errors === _errs56){
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 1 || isNaN(data26)){
validate54.errors = [{}];
return false;
}
}
}
var valid7 = _errs56 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data24.commit !== undefined){
let data27 = data24.commit;
const _errs58 = errors;
if(errors === _errs58){
if(typeof data27 === "string"){
if(!pattern58.test(data27)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid7 = _errs58 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs51 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.applied !== undefined){
let data28 = data.applied;
const _errs60 = errors;
if(errors === _errs60){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing6;
if(((data28.target === undefined) && (missing6 = "target")) || ((data28.files === undefined) && (missing6 = "files"))){
validate54.errors = [{}];
return false;
}
else {
const _errs62 = errors;
for(const key6 in data28){
if(!(((((key6 === "target") || (key6 === "files")) || (key6 === "as")) || (key6 === "removed")) || (key6 === "leaves"))){
validate54.errors = [{}];
return false;
break;
}
}
if(_errs62 === errors){
if(data28.target !== undefined){
const _errs63 = errors;
if(typeof data28.target !== "string"){
validate54.errors = [{}];
return false;
}
var valid8 = _errs63 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data28.files !== undefined){
let data30 = data28.files;
const _errs65 = errors;
if(errors === _errs65){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key7 in data30){
let data31 = data30[key7];
const _errs68 = errors;
if(errors === _errs68){
if(typeof data31 === "string"){
if(!pattern36.test(data31)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid9 = _errs68 === errors;
if(!valid9){
break;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid8 = _errs65 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data28.as !== undefined){
let data32 = data28.as;
const _errs70 = errors;
if(!((data32 === "block") || (data32 === "link"))){
validate54.errors = [{}];
return false;
}
var valid8 = _errs70 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data28.removed !== undefined){
let data33 = data28.removed;
const _errs71 = errors;
if(errors === _errs71){
if(Array.isArray(data33)){
var valid10 = true;
const len2 = data33.length;
for(let i2=0; i2<len2; i2++){
const _errs73 = errors;
if(typeof data33[i2] !== "string"){
validate54.errors = [{}];
return false;
}
var valid10 = _errs73 === errors;
if(!valid10){
break;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid8 = _errs71 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data28.leaves !== undefined){
let data35 = data28.leaves;
const _errs75 = errors;
if(errors === _errs75){
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key8 in data35){
let data36 = data35[key8];
const _errs78 = errors;
if(errors === _errs78){
if(typeof data36 === "string"){
if(!pattern36.test(data36)){
validate54.errors = [{}];
return false;
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid11 = _errs78 === errors;
if(!valid11){
break;
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid8 = _errs75 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
}
}
}
else {
validate54.errors = [{}];
return false;
}
}
var valid0 = _errs60 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate54.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate54.errors = vErrors;
return errors === 0;
}
validate54.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
