// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate53;
const schema99 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"proposal.schema.json","title":"ProposalFrontMatter","type":"object","additionalProperties":false,"required":["schemaVersion","id","kind","action","subject","title","artifact","basis","evidence","distiller"],"properties":{"schemaVersion":{"const":1},"id":{"type":"string","pattern":"^[0-9a-f]{12}$"},"kind":{"enum":["memory","skill","training-plan"]},"action":{"enum":["add","update","retire"]},"subject":{"type":"string","minLength":1},"title":{"type":"string","minLength":1,"maxLength":200},"artifact":{"type":"object","additionalProperties":false,"required":["path","digest"],"properties":{"path":{"type":"string","pattern":"^(memory/(semantic|episodic|procedural)/[a-z0-9][a-z0-9-]{0,63}\\.md|skills/[a-z0-9][a-z0-9-]{0,63}|training/plans/[a-z0-9][a-z0-9-]{0,63}\\.json)$"},"digest":{"$ref":"#/$defs/digest"},"replaces":{"$ref":"#/$defs/digest"}}},"basis":{"enum":["stated","inferred","imported"]},"source":{"title":"ImportSource","type":"object","additionalProperties":false,"required":["address","path","digest"],"properties":{"address":{"type":"string","minLength":1,"maxLength":500},"path":{"type":"string","minLength":1,"maxLength":500},"commit":{"type":"string","pattern":"^[0-9a-f]{40}$"},"digest":{"$ref":"#/$defs/digest"},"license":{"type":"string","minLength":1,"maxLength":200}}},"evidence":{"type":"array","items":{"$ref":"#/$defs/evidence"}},"origins":{"type":"array","items":{"$ref":"#/$defs/origin"}},"after":{"type":"array","items":{"type":"string","pattern":"^[0-9a-f]{12}$"}},"distiller":{"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"type":"string"},"version":{"type":"string"}}}},"if":{"properties":{"kind":{"const":"training-plan"}}},"then":{"properties":{"artifact":{"type":"object","properties":{"path":{"type":"string","pattern":"^training/"}}}}},"else":{"anyOf":[{"properties":{"evidence":{"type":"array","minItems":1}}},{"properties":{"basis":{"const":"imported"},"source":{"type":"object"}},"required":["source"]}],"properties":{"artifact":{"type":"object","properties":{"path":{"type":"string","pattern":"^(memory|skills)/"}}}}},"$defs":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"evidence":{"title":"Evidence","type":"object","additionalProperties":false,"required":["trace","traceSha256","message","quote","origin"],"properties":{"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"traceSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0},"quote":{"type":"string"},"origin":{"enum":["person","assistant","tool","web"]},"score":{"type":"integer","minimum":0,"maximum":100}}},"origin":{"title":"Origin","type":"object","additionalProperties":false,"required":["text","from"],"properties":{"text":{"type":"string"},"from":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["person","assistant","tool","web","imported"]}},"heard":{"type":"object","additionalProperties":false,"required":["trace","message","call"],"properties":{"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0}}}}}}};
const schema103 = {"title":"Evidence","type":"object","additionalProperties":false,"required":["trace","traceSha256","message","quote","origin"],"properties":{"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"traceSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0},"quote":{"type":"string"},"origin":{"enum":["person","assistant","tool","web"]},"score":{"type":"integer","minimum":0,"maximum":100}}};
const schema104 = {"title":"Origin","type":"object","additionalProperties":false,"required":["text","from"],"properties":{"text":{"type":"string"},"from":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["person","assistant","tool","web","imported"]}},"heard":{"type":"object","additionalProperties":false,"required":["trace","message","call"],"properties":{"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0}}}}};
const pattern52 = new RegExp("^training/", "u");
const pattern53 = new RegExp("^(memory|skills)/", "u");
const pattern51 = new RegExp("^[0-9a-f]{12}$", "u");
const pattern55 = new RegExp("^(memory/(semantic|episodic|procedural)/[a-z0-9][a-z0-9-]{0,63}\\.md|skills/[a-z0-9][a-z0-9-]{0,63}|training/plans/[a-z0-9][a-z0-9-]{0,63}\\.json)$", "u");
const pattern56 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern58 = new RegExp("^[0-9a-f]{40}$", "u");
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const func0 = require("ajv/dist/runtime/equal").default;

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="proposal.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
if("training-plan" !== data.kind){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.artifact !== undefined){
let data1 = data.artifact;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.path !== undefined){
let data2 = data1.path;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(!pattern52.test(data2)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.artifact = true;
props0.kind = true;
}
ifClause0 = "then";
}
else {
const _errs9 = errors;
const _errs10 = errors;
let valid4 = false;
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.evidence !== undefined){
let data3 = data.evidence;
const _errs12 = errors;
if(errors === _errs12){
if(Array.isArray(data3)){
if(data3.length < 1){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
var _valid1 = _errs11 === errors;
valid4 = valid4 || _valid1;
if(_valid1){
var props1 = {};
props1.evidence = true;
}
const _errs14 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.source === undefined) && (missing0 = "source")){
const err3 = {instancePath,schemaPath:"#/else/anyOf/1/required",keyword:"required",params:{missingProperty: missing0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
if(data.basis !== undefined){
const _errs15 = errors;
if("imported" !== data.basis){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid6 = _errs15 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.source !== undefined){
let data5 = data.source;
const _errs16 = errors;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var valid6 = _errs16 === errors;
}
else {
var valid6 = true;
}
}
}
}
var _valid1 = _errs14 === errors;
valid4 = valid4 || _valid1;
if(_valid1){
if(props1 !== true){
props1 = props1 || {};
props1.basis = true;
props1.source = true;
}
}
if(!valid4){
const err6 = {instancePath,schemaPath:"#/else/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate53.errors = vErrors;
return false;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
if(errors === _errs9){
if(data && typeof data == "object" && !Array.isArray(data)){
if(props1 !== true){
props1 = props1 || {};
props1.artifact = true;
}
if(data.artifact !== undefined){
let data6 = data.artifact;
const _errs18 = errors;
if(errors === _errs18){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.path !== undefined){
let data7 = data6.path;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data7 === "string"){
if(!pattern53.test(data7)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
}
}
}
var _valid0 = _errs9 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
}
ifClause0 = "else";
}
if(!valid0){
const err7 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate53.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((((((((((data.schemaVersion === undefined) && (missing1 = "schemaVersion")) || ((data.id === undefined) && (missing1 = "id"))) || ((data.kind === undefined) && (missing1 = "kind"))) || ((data.action === undefined) && (missing1 = "action"))) || ((data.subject === undefined) && (missing1 = "subject"))) || ((data.title === undefined) && (missing1 = "title"))) || ((data.artifact === undefined) && (missing1 = "artifact"))) || ((data.basis === undefined) && (missing1 = "basis"))) || ((data.evidence === undefined) && (missing1 = "evidence"))) || ((data.distiller === undefined) && (missing1 = "distiller"))){
validate53.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
const _errs22 = errors;
for(const key0 in data){
if(!(func1.call(schema99.properties, key0))){
validate53.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs22 === errors){
if(data.schemaVersion !== undefined){
const _errs23 = errors;
if(1 !== data.schemaVersion){
validate53.errors = [{}];
return false;
}
var valid9 = _errs23 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.id !== undefined){
let data9 = data.id;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data9 === "string"){
if(!pattern51.test(data9)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs24 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.kind !== undefined){
let data10 = data.kind;
const _errs26 = errors;
if(!(((data10 === "memory") || (data10 === "skill")) || (data10 === "training-plan"))){
validate53.errors = [{}];
return false;
}
var valid9 = _errs26 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.action !== undefined){
let data11 = data.action;
const _errs27 = errors;
if(!(((data11 === "add") || (data11 === "update")) || (data11 === "retire"))){
validate53.errors = [{}];
return false;
}
var valid9 = _errs27 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.subject !== undefined){
let data12 = data.subject;
const _errs28 = errors;
if(errors === _errs28){
if(typeof data12 === "string"){
if(func2(data12) < 1){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs28 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.title !== undefined){
let data13 = data.title;
const _errs30 = errors;
if(errors === _errs30){
if(typeof data13 === "string"){
if(func2(data13) > 200){
validate53.errors = [{}];
return false;
}
else {
if(func2(data13) < 1){
validate53.errors = [{}];
return false;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs30 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.artifact !== undefined){
let data14 = data.artifact;
const _errs32 = errors;
if(errors === _errs32){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing2;
if(((data14.path === undefined) && (missing2 = "path")) || ((data14.digest === undefined) && (missing2 = "digest"))){
validate53.errors = [{}];
return false;
}
else {
const _errs34 = errors;
for(const key1 in data14){
if(!(((key1 === "path") || (key1 === "digest")) || (key1 === "replaces"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs34 === errors){
if(data14.path !== undefined){
let data15 = data14.path;
const _errs35 = errors;
if(errors === _errs35){
if(typeof data15 === "string"){
if(!pattern55.test(data15)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid10 = _errs35 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data14.digest !== undefined){
let data16 = data14.digest;
const _errs37 = errors;
const _errs38 = errors;
if(errors === _errs38){
if(typeof data16 === "string"){
if(!pattern56.test(data16)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid10 = _errs37 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data14.replaces !== undefined){
let data17 = data14.replaces;
const _errs40 = errors;
const _errs41 = errors;
if(errors === _errs41){
if(typeof data17 === "string"){
if(!pattern56.test(data17)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid10 = _errs40 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs32 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.basis !== undefined){
let data18 = data.basis;
const _errs43 = errors;
if(!(((data18 === "stated") || (data18 === "inferred")) || (data18 === "imported"))){
validate53.errors = [{}];
return false;
}
var valid9 = _errs43 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.source !== undefined){
let data19 = data.source;
const _errs44 = errors;
if(errors === _errs44){
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
let missing3;
if((((data19.address === undefined) && (missing3 = "address")) || ((data19.path === undefined) && (missing3 = "path"))) || ((data19.digest === undefined) && (missing3 = "digest"))){
validate53.errors = [{}];
return false;
}
else {
const _errs46 = errors;
for(const key2 in data19){
if(!(((((key2 === "address") || (key2 === "path")) || (key2 === "commit")) || (key2 === "digest")) || (key2 === "license"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs46 === errors){
if(data19.address !== undefined){
let data20 = data19.address;
const _errs47 = errors;
if(errors === _errs47){
if(typeof data20 === "string"){
if(func2(data20) > 500){
validate53.errors = [{}];
return false;
}
else {
if(func2(data20) < 1){
validate53.errors = [{}];
return false;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid13 = _errs47 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data19.path !== undefined){
let data21 = data19.path;
const _errs49 = errors;
if(errors === _errs49){
if(typeof data21 === "string"){
if(func2(data21) > 500){
validate53.errors = [{}];
return false;
}
else {
if(func2(data21) < 1){
validate53.errors = [{}];
return false;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid13 = _errs49 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data19.commit !== undefined){
let data22 = data19.commit;
const _errs51 = errors;
if(errors === _errs51){
if(typeof data22 === "string"){
if(!pattern58.test(data22)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid13 = _errs51 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data19.digest !== undefined){
let data23 = data19.digest;
const _errs53 = errors;
const _errs54 = errors;
if(errors === _errs54){
if(typeof data23 === "string"){
if(!pattern56.test(data23)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid13 = _errs53 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data19.license !== undefined){
let data24 = data19.license;
const _errs56 = errors;
if(errors === _errs56){
if(typeof data24 === "string"){
if(func2(data24) > 200){
validate53.errors = [{}];
return false;
}
else {
if(func2(data24) < 1){
validate53.errors = [{}];
return false;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid13 = _errs56 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs44 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.evidence !== undefined){
let data25 = data.evidence;
const _errs58 = errors;
if(errors === _errs58){
if(Array.isArray(data25)){
var valid15 = true;
const len0 = data25.length;
for(let i0=0; i0<len0; i0++){
let data26 = data25[i0];
const _errs60 = errors;
const _errs61 = errors;
if(errors === _errs61){
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
let missing4;
if((((((data26.trace === undefined) && (missing4 = "trace")) || ((data26.traceSha256 === undefined) && (missing4 = "traceSha256"))) || ((data26.message === undefined) && (missing4 = "message"))) || ((data26.quote === undefined) && (missing4 = "quote"))) || ((data26.origin === undefined) && (missing4 = "origin"))){
validate53.errors = [{}];
return false;
}
else {
const _errs63 = errors;
for(const key3 in data26){
if(!(((((((key3 === "trace") || (key3 === "traceSha256")) || (key3 === "message")) || (key3 === "call")) || (key3 === "quote")) || (key3 === "origin")) || (key3 === "score"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs63 === errors){
if(data26.trace !== undefined){
let data27 = data26.trace;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data27 === "string"){
if(!pattern30.test(data27)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid17 = _errs64 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.traceSha256 !== undefined){
let data28 = data26.traceSha256;
const _errs66 = errors;
if(errors === _errs66){
if(typeof data28 === "string"){
if(!pattern36.test(data28)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid17 = _errs66 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.message !== undefined){
let data29 = data26.message;
const _errs68 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate53.errors = [{}];
return false;
}
if(errors === _errs68){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
validate53.errors = [{}];
return false;
}
}
}
var valid17 = _errs68 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.call !== undefined){
let data30 = data26.call;
const _errs70 = errors;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
validate53.errors = [{}];
return false;
}
if(errors === _errs70){
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
validate53.errors = [{}];
return false;
}
}
}
var valid17 = _errs70 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.quote !== undefined){
const _errs72 = errors;
if(typeof data26.quote !== "string"){
validate53.errors = [{}];
return false;
}
var valid17 = _errs72 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.origin !== undefined){
let data32 = data26.origin;
const _errs74 = errors;
if(!((((data32 === "person") || (data32 === "assistant")) || (data32 === "tool")) || (data32 === "web"))){
validate53.errors = [{}];
return false;
}
var valid17 = _errs74 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data26.score !== undefined){
let data33 = data26.score;
const _errs75 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate53.errors = [{}];
return false;
}
if(errors === _errs75){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 100 || isNaN(data33)){
validate53.errors = [{}];
return false;
}
else {
if(data33 < 0 || isNaN(data33)){
validate53.errors = [{}];
return false;
}
}
}
}
var valid17 = _errs75 === errors;
}
else {
var valid17 = true;
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
validate53.errors = [{}];
return false;
}
}
var valid15 = _errs60 === errors;
if(!valid15){
break;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs58 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.origins !== undefined){
let data34 = data.origins;
const _errs77 = errors;
if(errors === _errs77){
if(Array.isArray(data34)){
var valid18 = true;
const len1 = data34.length;
for(let i1=0; i1<len1; i1++){
let data35 = data34[i1];
const _errs79 = errors;
const _errs80 = errors;
if(errors === _errs80){
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
let missing5;
if(((data35.text === undefined) && (missing5 = "text")) || ((data35.from === undefined) && (missing5 = "from"))){
validate53.errors = [{}];
return false;
}
else {
const _errs82 = errors;
for(const key4 in data35){
if(!(((key4 === "text") || (key4 === "from")) || (key4 === "heard"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs82 === errors){
if(data35.text !== undefined){
const _errs83 = errors;
if(typeof data35.text !== "string"){
validate53.errors = [{}];
return false;
}
var valid20 = _errs83 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data35.from !== undefined){
let data37 = data35.from;
const _errs85 = errors;
if(errors === _errs85){
if(Array.isArray(data37)){
if(data37.length < 1){
validate53.errors = [{}];
return false;
}
else {
var valid21 = true;
const len2 = data37.length;
for(let i2=0; i2<len2; i2++){
let data38 = data37[i2];
const _errs87 = errors;
if(!(((((data38 === "person") || (data38 === "assistant")) || (data38 === "tool")) || (data38 === "web")) || (data38 === "imported"))){
validate53.errors = [{}];
return false;
}
var valid21 = _errs87 === errors;
if(!valid21){
break;
}
}
if(valid21){
let i3 = data37.length;
let j0;
if(i3 > 1){
outer0:
for(;i3--;){
for(j0 = i3; j0--;){
if(func0(data37[i3], data37[j0])){
validate53.errors = [{}];
return false;
break outer0;
}
}
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid20 = _errs85 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data35.heard !== undefined){
let data39 = data35.heard;
const _errs88 = errors;
if(errors === _errs88){
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
let missing6;
if((((data39.trace === undefined) && (missing6 = "trace")) || ((data39.message === undefined) && (missing6 = "message"))) || ((data39.call === undefined) && (missing6 = "call"))){
validate53.errors = [{}];
return false;
}
else {
const _errs90 = errors;
for(const key5 in data39){
if(!(((key5 === "trace") || (key5 === "message")) || (key5 === "call"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs90 === errors){
if(data39.trace !== undefined){
let data40 = data39.trace;
const _errs91 = errors;
if(errors === _errs91){
if(typeof data40 === "string"){
if(!pattern30.test(data40)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid23 = _errs91 === errors;
}
else {
var valid23 = true;
}
if(valid23){
if(data39.message !== undefined){
let data41 = data39.message;
const _errs93 = errors;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
validate53.errors = [{}];
return false;
}
if(errors === _errs93){
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
validate53.errors = [{}];
return false;
}
}
}
var valid23 = _errs93 === errors;
}
else {
var valid23 = true;
}
if(valid23){
if(data39.call !== undefined){
let data42 = data39.call;
const _errs95 = errors;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
validate53.errors = [{}];
return false;
}
if(errors === _errs95){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
validate53.errors = [{}];
return false;
}
}
}
var valid23 = _errs95 === errors;
}
else {
var valid23 = true;
}
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid20 = _errs88 === errors;
}
else {
var valid20 = true;
}
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid18 = _errs79 === errors;
if(!valid18){
break;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs77 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.after !== undefined){
let data43 = data.after;
const _errs97 = errors;
if(errors === _errs97){
if(Array.isArray(data43)){
var valid24 = true;
const len3 = data43.length;
for(let i4=0; i4<len3; i4++){
let data44 = data43[i4];
const _errs99 = errors;
if(errors === _errs99){
if(typeof data44 === "string"){
if(!pattern51.test(data44)){
validate53.errors = [{}];
return false;
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid24 = _errs99 === errors;
if(!valid24){
break;
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs97 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data.distiller !== undefined){
let data45 = data.distiller;
const _errs101 = errors;
if(errors === _errs101){
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
let missing7;
if(((data45.name === undefined) && (missing7 = "name")) || ((data45.version === undefined) && (missing7 = "version"))){
validate53.errors = [{}];
return false;
}
else {
const _errs103 = errors;
for(const key6 in data45){
if(!((key6 === "name") || (key6 === "version"))){
validate53.errors = [{}];
return false;
break;
}
}
if(_errs103 === errors){
if(data45.name !== undefined){
const _errs104 = errors;
if(typeof data45.name !== "string"){
validate53.errors = [{}];
return false;
}
var valid25 = _errs104 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data45.version !== undefined){
const _errs106 = errors;
if(typeof data45.version !== "string"){
validate53.errors = [{}];
return false;
}
var valid25 = _errs106 === errors;
}
else {
var valid25 = true;
}
}
}
}
}
else {
validate53.errors = [{}];
return false;
}
}
var valid9 = _errs101 === errors;
}
else {
var valid9 = true;
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
validate53.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
