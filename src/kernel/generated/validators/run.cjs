// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate56;
const schema108 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"run.schema.json","title":"Run","type":"object","additionalProperties":false,"required":["schemaVersion","id","command","at","version","counts","skipped"],"properties":{"schemaVersion":{"const":1},"id":{"type":"string","pattern":"^[0-9]{8}t[0-9]{9}z-[0-9a-f]{12}$"},"command":{"type":"string"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"},"version":{"type":"string"},"counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0}},"spending":{"type":"array","items":{"title":"Spending","type":"object","additionalProperties":false,"required":["judge","model","endpoint","promptSha256","attempts","inputTokens","outputTokens","usd","basis","outcome"],"properties":{"judge":{"type":"string"},"model":{"type":"string"},"endpoint":{"type":"string"},"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"proposal":{"type":"string","pattern":"^[0-9a-f]{12}$"},"skill":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,63}$"},"promptSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"attempts":{"type":"integer","minimum":1},"inputTokens":{"type":"integer","minimum":0},"outputTokens":{"type":"integer","minimum":0},"usd":{"type":"number","minimum":0},"basis":{"enum":["reported","estimated"]},"outcome":{"enum":["judged","unusable","failed"]}}}},"controller":{"title":"Tick","type":"object","additionalProperties":false,"required":["stages","proposals","candidates","waits","readiness"],"properties":{"seconds":{"type":"number","minimum":0},"peakMemoryMb":{"type":"integer","minimum":1},"stages":{"type":"array","items":{"title":"TickStage","type":"object","additionalProperties":false,"required":["name","outcome"],"properties":{"name":{"enum":["ingest","evaluate","distill","observe","export"]},"outcome":{"enum":["done","nothing-new","partly","failed","off"]},"seconds":{"type":"number","minimum":0},"note":{"type":"string","maxLength":500}}}},"proposals":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"required":["id","kind","title"],"properties":{"id":{"type":"string","pattern":"^[0-9a-f]{12}$"},"kind":{"enum":["memory","skill","training-plan"]},"title":{"type":"string"}}}},"candidates":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["kind","title","waitsFor"],"properties":{"kind":{"enum":["memory","skill"]},"title":{"type":"string"},"waitsFor":{"type":"string"}}}},"waits":{"type":"object","additionalProperties":false,"required":["pending","disputed","altered"],"properties":{"pending":{"type":"integer","minimum":0},"disputed":{"type":"integer","minimum":0},"altered":{"type":"integer","minimum":0},"oldest":{"type":"string","pattern":"^[0-9a-f]{12}$"}}},"readiness":{"type":"object","additionalProperties":false,"required":["ready","records","reasons"],"properties":{"ready":{"type":"boolean"},"records":{"type":"integer","minimum":0},"reasons":{"type":"array","items":{"type":"string"}}}}}},"skipped":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"required":["where","problem"],"properties":{"where":{"type":"string"},"problem":{"type":"string"}}}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern78 = new RegExp("^[0-9]{8}t[0-9]{9}z-[0-9a-f]{12}$", "u");
const pattern33 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern51 = new RegExp("^[0-9a-f]{12}$", "u");
const pattern48 = new RegExp("^[a-z0-9][a-z0-9-]{0,63}$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="run.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.schemaVersion === undefined) && (missing0 = "schemaVersion")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.command === undefined) && (missing0 = "command"))) || ((data.at === undefined) && (missing0 = "at"))) || ((data.version === undefined) && (missing0 = "version"))) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.skipped === undefined) && (missing0 = "skipped"))){
validate56.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema108.properties, key0))){
validate56.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate56.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
let data1 = data.id;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(!pattern78.test(data1)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.command !== undefined){
const _errs5 = errors;
if(typeof data.command !== "string"){
validate56.errors = [{}];
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
const _errs7 = errors;
if(errors === _errs7){
if(typeof data3 === "string"){
if(!pattern33.test(data3)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
const _errs9 = errors;
if(typeof data.version !== "string"){
validate56.errors = [{}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data5 = data.counts;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
const _errs14 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs14){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate56.errors = [{}];
return false;
}
}
}
var valid1 = _errs14 === errors;
if(!valid1){
break;
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spending !== undefined){
let data7 = data.spending;
const _errs16 = errors;
if(errors === _errs16){
if(Array.isArray(data7)){
var valid2 = true;
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing1;
if(((((((((((data8.judge === undefined) && (missing1 = "judge")) || ((data8.model === undefined) && (missing1 = "model"))) || ((data8.endpoint === undefined) && (missing1 = "endpoint"))) || ((data8.promptSha256 === undefined) && (missing1 = "promptSha256"))) || ((data8.attempts === undefined) && (missing1 = "attempts"))) || ((data8.inputTokens === undefined) && (missing1 = "inputTokens"))) || ((data8.outputTokens === undefined) && (missing1 = "outputTokens"))) || ((data8.usd === undefined) && (missing1 = "usd"))) || ((data8.basis === undefined) && (missing1 = "basis"))) || ((data8.outcome === undefined) && (missing1 = "outcome"))){
validate56.errors = [{}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data8){
if(!(func1.call(schema108.properties.spending.items.properties, key2))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs20 === errors){
if(data8.judge !== undefined){
const _errs21 = errors;
if(typeof data8.judge !== "string"){
validate56.errors = [{}];
return false;
}
var valid3 = _errs21 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.model !== undefined){
const _errs23 = errors;
if(typeof data8.model !== "string"){
validate56.errors = [{}];
return false;
}
var valid3 = _errs23 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.endpoint !== undefined){
const _errs25 = errors;
if(typeof data8.endpoint !== "string"){
validate56.errors = [{}];
return false;
}
var valid3 = _errs25 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.trace !== undefined){
let data12 = data8.trace;
const _errs27 = errors;
if(errors === _errs27){
if(typeof data12 === "string"){
if(!pattern30.test(data12)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid3 = _errs27 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.proposal !== undefined){
let data13 = data8.proposal;
const _errs29 = errors;
if(errors === _errs29){
if(typeof data13 === "string"){
if(!pattern51.test(data13)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid3 = _errs29 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.skill !== undefined){
let data14 = data8.skill;
const _errs31 = errors;
if(errors === _errs31){
if(typeof data14 === "string"){
if(!pattern48.test(data14)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid3 = _errs31 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.promptSha256 !== undefined){
let data15 = data8.promptSha256;
const _errs33 = errors;
if(errors === _errs33){
if(typeof data15 === "string"){
if(!pattern36.test(data15)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid3 = _errs33 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.attempts !== undefined){
let data16 = data8.attempts;
const _errs35 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs35){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
validate56.errors = [{}];
return false;
}
}
}
var valid3 = _errs35 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.inputTokens !== undefined){
let data17 = data8.inputTokens;
const _errs37 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs37){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
validate56.errors = [{}];
return false;
}
}
}
var valid3 = _errs37 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.outputTokens !== undefined){
let data18 = data8.outputTokens;
const _errs39 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs39){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate56.errors = [{}];
return false;
}
}
}
var valid3 = _errs39 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.usd !== undefined){
let data19 = data8.usd;
const _errs41 = errors;
if(errors === _errs41){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid3 = _errs41 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.basis !== undefined){
let data20 = data8.basis;
const _errs43 = errors;
if(!((data20 === "reported") || (data20 === "estimated"))){
validate56.errors = [{}];
return false;
}
var valid3 = _errs43 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data8.outcome !== undefined){
let data21 = data8.outcome;
const _errs44 = errors;
if(!(((data21 === "judged") || (data21 === "unusable")) || (data21 === "failed"))){
validate56.errors = [{}];
return false;
}
var valid3 = _errs44 === errors;
}
else {
var valid3 = true;
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
validate56.errors = [{}];
return false;
}
}
var valid2 = _errs18 === errors;
if(!valid2){
break;
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.controller !== undefined){
let data22 = data.controller;
const _errs45 = errors;
if(errors === _errs45){
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
let missing2;
if((((((data22.stages === undefined) && (missing2 = "stages")) || ((data22.proposals === undefined) && (missing2 = "proposals"))) || ((data22.candidates === undefined) && (missing2 = "candidates"))) || ((data22.waits === undefined) && (missing2 = "waits"))) || ((data22.readiness === undefined) && (missing2 = "readiness"))){
validate56.errors = [{}];
return false;
}
else {
const _errs47 = errors;
for(const key3 in data22){
if(!(((((((key3 === "seconds") || (key3 === "peakMemoryMb")) || (key3 === "stages")) || (key3 === "proposals")) || (key3 === "candidates")) || (key3 === "waits")) || (key3 === "readiness"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs47 === errors){
if(data22.seconds !== undefined){
let data23 = data22.seconds;
const _errs48 = errors;
if(errors === _errs48){
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs48 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.peakMemoryMb !== undefined){
let data24 = data22.peakMemoryMb;
const _errs50 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs50){
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
validate56.errors = [{}];
return false;
}
}
}
var valid4 = _errs50 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.stages !== undefined){
let data25 = data22.stages;
const _errs52 = errors;
if(errors === _errs52){
if(Array.isArray(data25)){
var valid5 = true;
const len1 = data25.length;
for(let i1=0; i1<len1; i1++){
let data26 = data25[i1];
const _errs54 = errors;
if(errors === _errs54){
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
let missing3;
if(((data26.name === undefined) && (missing3 = "name")) || ((data26.outcome === undefined) && (missing3 = "outcome"))){
validate56.errors = [{}];
return false;
}
else {
const _errs56 = errors;
for(const key4 in data26){
if(!((((key4 === "name") || (key4 === "outcome")) || (key4 === "seconds")) || (key4 === "note"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs56 === errors){
if(data26.name !== undefined){
let data27 = data26.name;
const _errs57 = errors;
if(!(((((data27 === "ingest") || (data27 === "evaluate")) || (data27 === "distill")) || (data27 === "observe")) || (data27 === "export"))){
validate56.errors = [{}];
return false;
}
var valid6 = _errs57 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data26.outcome !== undefined){
let data28 = data26.outcome;
const _errs58 = errors;
if(!(((((data28 === "done") || (data28 === "nothing-new")) || (data28 === "partly")) || (data28 === "failed")) || (data28 === "off"))){
validate56.errors = [{}];
return false;
}
var valid6 = _errs58 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data26.seconds !== undefined){
let data29 = data26.seconds;
const _errs59 = errors;
if(errors === _errs59){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid6 = _errs59 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data26.note !== undefined){
let data30 = data26.note;
const _errs61 = errors;
if(errors === _errs61){
if(typeof data30 === "string"){
if(func2(data30) > 500){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid6 = _errs61 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid5 = _errs54 === errors;
if(!valid5){
break;
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs52 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.proposals !== undefined){
let data31 = data22.proposals;
const _errs63 = errors;
if(errors === _errs63){
if(Array.isArray(data31)){
if(data31.length > 100){
validate56.errors = [{}];
return false;
}
else {
var valid7 = true;
const len2 = data31.length;
for(let i2=0; i2<len2; i2++){
let data32 = data31[i2];
const _errs65 = errors;
if(errors === _errs65){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
let missing4;
if((((data32.id === undefined) && (missing4 = "id")) || ((data32.kind === undefined) && (missing4 = "kind"))) || ((data32.title === undefined) && (missing4 = "title"))){
validate56.errors = [{}];
return false;
}
else {
const _errs67 = errors;
for(const key5 in data32){
if(!(((key5 === "id") || (key5 === "kind")) || (key5 === "title"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs67 === errors){
if(data32.id !== undefined){
let data33 = data32.id;
const _errs68 = errors;
if(errors === _errs68){
if(typeof data33 === "string"){
if(!pattern51.test(data33)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid8 = _errs68 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data32.kind !== undefined){
let data34 = data32.kind;
const _errs70 = errors;
if(!(((data34 === "memory") || (data34 === "skill")) || (data34 === "training-plan"))){
validate56.errors = [{}];
return false;
}
var valid8 = _errs70 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data32.title !== undefined){
const _errs71 = errors;
if(typeof data32.title !== "string"){
validate56.errors = [{}];
return false;
}
var valid8 = _errs71 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid7 = _errs65 === errors;
if(!valid7){
break;
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs63 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.candidates !== undefined){
let data36 = data22.candidates;
const _errs73 = errors;
if(errors === _errs73){
if(Array.isArray(data36)){
var valid9 = true;
const len3 = data36.length;
for(let i3=0; i3<len3; i3++){
let data37 = data36[i3];
const _errs75 = errors;
if(errors === _errs75){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
let missing5;
if((((data37.kind === undefined) && (missing5 = "kind")) || ((data37.title === undefined) && (missing5 = "title"))) || ((data37.waitsFor === undefined) && (missing5 = "waitsFor"))){
validate56.errors = [{}];
return false;
}
else {
const _errs77 = errors;
for(const key6 in data37){
if(!(((key6 === "kind") || (key6 === "title")) || (key6 === "waitsFor"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs77 === errors){
if(data37.kind !== undefined){
let data38 = data37.kind;
const _errs78 = errors;
if(!((data38 === "memory") || (data38 === "skill"))){
validate56.errors = [{}];
return false;
}
var valid10 = _errs78 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data37.title !== undefined){
const _errs79 = errors;
if(typeof data37.title !== "string"){
validate56.errors = [{}];
return false;
}
var valid10 = _errs79 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data37.waitsFor !== undefined){
const _errs81 = errors;
if(typeof data37.waitsFor !== "string"){
validate56.errors = [{}];
return false;
}
var valid10 = _errs81 === errors;
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
validate56.errors = [{}];
return false;
}
}
var valid9 = _errs75 === errors;
if(!valid9){
break;
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs73 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.waits !== undefined){
let data41 = data22.waits;
const _errs83 = errors;
if(errors === _errs83){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
let missing6;
if((((data41.pending === undefined) && (missing6 = "pending")) || ((data41.disputed === undefined) && (missing6 = "disputed"))) || ((data41.altered === undefined) && (missing6 = "altered"))){
validate56.errors = [{}];
return false;
}
else {
const _errs85 = errors;
for(const key7 in data41){
if(!((((key7 === "pending") || (key7 === "disputed")) || (key7 === "altered")) || (key7 === "oldest"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs85 === errors){
if(data41.pending !== undefined){
let data42 = data41.pending;
const _errs86 = errors;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs86){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
validate56.errors = [{}];
return false;
}
}
}
var valid11 = _errs86 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data41.disputed !== undefined){
let data43 = data41.disputed;
const _errs88 = errors;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs88){
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
validate56.errors = [{}];
return false;
}
}
}
var valid11 = _errs88 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data41.altered !== undefined){
let data44 = data41.altered;
const _errs90 = errors;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs90){
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
validate56.errors = [{}];
return false;
}
}
}
var valid11 = _errs90 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data41.oldest !== undefined){
let data45 = data41.oldest;
const _errs92 = errors;
if(errors === _errs92){
if(typeof data45 === "string"){
if(!pattern51.test(data45)){
validate56.errors = [{}];
return false;
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid11 = _errs92 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs83 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data22.readiness !== undefined){
let data46 = data22.readiness;
const _errs94 = errors;
if(errors === _errs94){
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
let missing7;
if((((data46.ready === undefined) && (missing7 = "ready")) || ((data46.records === undefined) && (missing7 = "records"))) || ((data46.reasons === undefined) && (missing7 = "reasons"))){
validate56.errors = [{}];
return false;
}
else {
const _errs96 = errors;
for(const key8 in data46){
if(!(((key8 === "ready") || (key8 === "records")) || (key8 === "reasons"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs96 === errors){
if(data46.ready !== undefined){
const _errs97 = errors;
if(typeof data46.ready !== "boolean"){
validate56.errors = [{}];
return false;
}
var valid12 = _errs97 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data46.records !== undefined){
let data48 = data46.records;
const _errs99 = errors;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
validate56.errors = [{}];
return false;
}
if(errors === _errs99){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 0 || isNaN(data48)){
validate56.errors = [{}];
return false;
}
}
}
var valid12 = _errs99 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data46.reasons !== undefined){
let data49 = data46.reasons;
const _errs101 = errors;
if(errors === _errs101){
if(Array.isArray(data49)){
var valid13 = true;
const len4 = data49.length;
for(let i4=0; i4<len4; i4++){
const _errs103 = errors;
if(typeof data49[i4] !== "string"){
validate56.errors = [{}];
return false;
}
var valid13 = _errs103 === errors;
if(!valid13){
break;
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid12 = _errs101 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid4 = _errs94 === errors;
}
else {
var valid4 = true;
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
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs45 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.skipped !== undefined){
let data51 = data.skipped;
const _errs105 = errors;
if(errors === _errs105){
if(Array.isArray(data51)){
if(data51.length > 100){
validate56.errors = [{}];
return false;
}
else {
var valid14 = true;
const len5 = data51.length;
for(let i5=0; i5<len5; i5++){
let data52 = data51[i5];
const _errs107 = errors;
if(errors === _errs107){
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
let missing8;
if(((data52.where === undefined) && (missing8 = "where")) || ((data52.problem === undefined) && (missing8 = "problem"))){
validate56.errors = [{}];
return false;
}
else {
const _errs109 = errors;
for(const key9 in data52){
if(!((key9 === "where") || (key9 === "problem"))){
validate56.errors = [{}];
return false;
break;
}
}
if(_errs109 === errors){
if(data52.where !== undefined){
const _errs110 = errors;
if(typeof data52.where !== "string"){
validate56.errors = [{}];
return false;
}
var valid15 = _errs110 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data52.problem !== undefined){
const _errs112 = errors;
if(typeof data52.problem !== "string"){
validate56.errors = [{}];
return false;
}
var valid15 = _errs112 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid14 = _errs107 === errors;
if(!valid14){
break;
}
}
}
}
else {
validate56.errors = [{}];
return false;
}
}
var valid0 = _errs105 === errors;
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
else {
validate56.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
