// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate52;
const schema89 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"evaluation.schema.json","title":"Evaluation","type":"object","additionalProperties":false,"required":["schemaVersion","traceId","traceSha256","evaluator","score","label","confidence","tags","points","claims","doubts"],"properties":{"schemaVersion":{"const":1},"traceId":{"type":"string","pattern":"^[0-9a-f]{20}$"},"traceSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"eventsSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"evaluator":{"type":"object","additionalProperties":false,"required":["name","version","configSha256"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"},"version":{"type":"string","pattern":"^\\d+\\.\\d+\\.\\d+$"},"configSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"kind":{"enum":["module","judge"]}}},"score":{"type":"integer","minimum":0,"maximum":100},"label":{"enum":["success","partial","failure","unknown"]},"confidence":{"type":"number","minimum":0,"maximum":1},"tags":{"type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,63}$"}},"points":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["rule","points","note"],"properties":{"rule":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,63}$"},"points":{"type":"number"},"note":{"type":"string"},"at":{"type":"array","items":{"$ref":"#/$defs/pointer"}}}}},"claims":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["kind","quote","at","verdict"],"properties":{"kind":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,63}$"},"quote":{"type":"string"},"at":{"$ref":"#/$defs/pointer"},"verdict":{"enum":["verified","contradicted","unsupported"]},"by":{"type":"array","items":{"$ref":"#/$defs/pointer"}}}}},"doubts":{"type":"array","items":{"type":"string"}},"learning":{"title":"Learning","type":"object","additionalProperties":false,"required":["value","parts","quality","work"],"properties":{"value":{"$ref":"#/$defs/share"},"parts":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["part","value","note"],"properties":{"part":{"enum":["succeeded","tools","recovered","general"]},"value":{"$ref":"#/$defs/share"},"note":{"type":"string"}}}},"quality":{"type":"object","additionalProperties":false,"required":["repeatability","clarity","toolDiversity","errorScenarios"],"properties":{"repeatability":{"$ref":"#/$defs/share"},"clarity":{"$ref":"#/$defs/share"},"toolDiversity":{"$ref":"#/$defs/share"},"errorScenarios":{"$ref":"#/$defs/share"}}},"work":{"type":"object","additionalProperties":false,"required":["kind","calls"],"properties":{"kind":{"type":"string","pattern":"^[0-9a-f]{12}$"},"calls":{"type":"integer","minimum":0},"tokens":{"type":"integer","minimum":0},"seconds":{"type":"number","minimum":0}}}}}},"$defs":{"share":{"type":"number","minimum":0,"maximum":1},"pointer":{"title":"Pointer","type":"object","additionalProperties":false,"required":["message"],"properties":{"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0}}}}};
const func1 = Object.prototype.hasOwnProperty;
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern9 = new RegExp("^[a-z0-9][a-z0-9_-]{0,63}$", "u");
const pattern46 = new RegExp("^\\d+\\.\\d+\\.\\d+$", "u");
const pattern48 = new RegExp("^[a-z0-9][a-z0-9-]{0,63}$", "u");
const pattern51 = new RegExp("^[0-9a-f]{12}$", "u");

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="evaluation.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((((data.schemaVersion === undefined) && (missing0 = "schemaVersion")) || ((data.traceId === undefined) && (missing0 = "traceId"))) || ((data.traceSha256 === undefined) && (missing0 = "traceSha256"))) || ((data.evaluator === undefined) && (missing0 = "evaluator"))) || ((data.score === undefined) && (missing0 = "score"))) || ((data.label === undefined) && (missing0 = "label"))) || ((data.confidence === undefined) && (missing0 = "confidence"))) || ((data.tags === undefined) && (missing0 = "tags"))) || ((data.points === undefined) && (missing0 = "points"))) || ((data.claims === undefined) && (missing0 = "claims"))) || ((data.doubts === undefined) && (missing0 = "doubts"))){
validate52.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema89.properties, key0))){
validate52.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate52.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traceId !== undefined){
let data1 = data.traceId;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(!pattern30.test(data1)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traceSha256 !== undefined){
let data2 = data.traceSha256;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data2 === "string"){
if(!pattern36.test(data2)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.eventsSha256 !== undefined){
let data3 = data.eventsSha256;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data3 === "string"){
if(!pattern36.test(data3)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.evaluator !== undefined){
let data4 = data.evaluator;
const _errs9 = errors;
if(errors === _errs9){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((((data4.name === undefined) && (missing1 = "name")) || ((data4.version === undefined) && (missing1 = "version"))) || ((data4.configSha256 === undefined) && (missing1 = "configSha256"))){
validate52.errors = [{}];
return false;
}
else {
const _errs11 = errors;
for(const key1 in data4){
if(!((((key1 === "name") || (key1 === "version")) || (key1 === "configSha256")) || (key1 === "kind"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs11 === errors){
if(data4.name !== undefined){
let data5 = data4.name;
const _errs12 = errors;
if(errors === _errs12){
if(typeof data5 === "string"){
if(!pattern9.test(data5)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data4.version !== undefined){
let data6 = data4.version;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data6 === "string"){
if(!pattern46.test(data6)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid1 = _errs14 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data4.configSha256 !== undefined){
let data7 = data4.configSha256;
const _errs16 = errors;
if(errors === _errs16){
if(typeof data7 === "string"){
if(!pattern36.test(data7)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid1 = _errs16 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data4.kind !== undefined){
let data8 = data4.kind;
const _errs18 = errors;
if(!((data8 === "module") || (data8 === "judge"))){
validate52.errors = [{}];
return false;
}
var valid1 = _errs18 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.score !== undefined){
let data9 = data.score;
const _errs19 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs19){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 100 || isNaN(data9)){
validate52.errors = [{}];
return false;
}
else {
if(data9 < 0 || isNaN(data9)){
validate52.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.label !== undefined){
let data10 = data.label;
const _errs21 = errors;
if(!((((data10 === "success") || (data10 === "partial")) || (data10 === "failure")) || (data10 === "unknown"))){
validate52.errors = [{}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.confidence !== undefined){
let data11 = data.confidence;
const _errs22 = errors;
if(errors === _errs22){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 1 || isNaN(data11)){
validate52.errors = [{}];
return false;
}
else {
if(data11 < 0 || isNaN(data11)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tags !== undefined){
let data12 = data.tags;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data12)){
var valid2 = true;
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
const _errs26 = errors;
if(errors === _errs26){
if(typeof data13 === "string"){
if(!pattern48.test(data13)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid2 = _errs26 === errors;
if(!valid2){
break;
}
}
if(valid2){
let i1 = data12.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data12[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
validate52.errors = [{}];
return false;
break;
}
indices0[item0] = i1;
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.points !== undefined){
let data14 = data.points;
const _errs28 = errors;
if(errors === _errs28){
if(Array.isArray(data14)){
var valid4 = true;
const len1 = data14.length;
for(let i2=0; i2<len1; i2++){
let data15 = data14[i2];
const _errs30 = errors;
if(errors === _errs30){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing2;
if((((data15.rule === undefined) && (missing2 = "rule")) || ((data15.points === undefined) && (missing2 = "points"))) || ((data15.note === undefined) && (missing2 = "note"))){
validate52.errors = [{}];
return false;
}
else {
const _errs32 = errors;
for(const key2 in data15){
if(!((((key2 === "rule") || (key2 === "points")) || (key2 === "note")) || (key2 === "at"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs32 === errors){
if(data15.rule !== undefined){
let data16 = data15.rule;
const _errs33 = errors;
if(errors === _errs33){
if(typeof data16 === "string"){
if(!pattern48.test(data16)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data15.points !== undefined){
let data17 = data15.points;
const _errs35 = errors;
if(!((typeof data17 == "number") && (isFinite(data17)))){
validate52.errors = [{}];
return false;
}
var valid5 = _errs35 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data15.note !== undefined){
const _errs37 = errors;
if(typeof data15.note !== "string"){
validate52.errors = [{}];
return false;
}
var valid5 = _errs37 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data15.at !== undefined){
let data19 = data15.at;
const _errs39 = errors;
if(errors === _errs39){
if(Array.isArray(data19)){
var valid6 = true;
const len2 = data19.length;
for(let i3=0; i3<len2; i3++){
let data20 = data19[i3];
const _errs41 = errors;
const _errs42 = errors;
if(errors === _errs42){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing3;
if((data20.message === undefined) && (missing3 = "message")){
validate52.errors = [{}];
return false;
}
else {
const _errs44 = errors;
for(const key3 in data20){
if(!((key3 === "message") || (key3 === "call"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs44 === errors){
if(data20.message !== undefined){
let data21 = data20.message;
const _errs45 = errors;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs45){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
validate52.errors = [{}];
return false;
}
}
}
var valid8 = _errs45 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.call !== undefined){
let data22 = data20.call;
const _errs47 = errors;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs47){
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
validate52.errors = [{}];
return false;
}
}
}
var valid8 = _errs47 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid6 = _errs41 === errors;
if(!valid6){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid5 = _errs39 === errors;
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
validate52.errors = [{}];
return false;
}
}
var valid4 = _errs30 === errors;
if(!valid4){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.claims !== undefined){
let data23 = data.claims;
const _errs49 = errors;
if(errors === _errs49){
if(Array.isArray(data23)){
var valid9 = true;
const len3 = data23.length;
for(let i4=0; i4<len3; i4++){
let data24 = data23[i4];
const _errs51 = errors;
if(errors === _errs51){
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
let missing4;
if(((((data24.kind === undefined) && (missing4 = "kind")) || ((data24.quote === undefined) && (missing4 = "quote"))) || ((data24.at === undefined) && (missing4 = "at"))) || ((data24.verdict === undefined) && (missing4 = "verdict"))){
validate52.errors = [{}];
return false;
}
else {
const _errs53 = errors;
for(const key4 in data24){
if(!(((((key4 === "kind") || (key4 === "quote")) || (key4 === "at")) || (key4 === "verdict")) || (key4 === "by"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs53 === errors){
if(data24.kind !== undefined){
let data25 = data24.kind;
const _errs54 = errors;
if(errors === _errs54){
if(typeof data25 === "string"){
if(!pattern48.test(data25)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid10 = _errs54 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.quote !== undefined){
const _errs56 = errors;
if(typeof data24.quote !== "string"){
validate52.errors = [{}];
return false;
}
var valid10 = _errs56 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.at !== undefined){
let data27 = data24.at;
const _errs58 = errors;
const _errs59 = errors;
if(errors === _errs59){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing5;
if((data27.message === undefined) && (missing5 = "message")){
validate52.errors = [{}];
return false;
}
else {
const _errs61 = errors;
for(const key5 in data27){
if(!((key5 === "message") || (key5 === "call"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs61 === errors){
if(data27.message !== undefined){
let data28 = data27.message;
const _errs62 = errors;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs62){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
validate52.errors = [{}];
return false;
}
}
}
var valid12 = _errs62 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data27.call !== undefined){
let data29 = data27.call;
const _errs64 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs64){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
validate52.errors = [{}];
return false;
}
}
}
var valid12 = _errs64 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid10 = _errs58 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.verdict !== undefined){
let data30 = data24.verdict;
const _errs66 = errors;
if(!(((data30 === "verified") || (data30 === "contradicted")) || (data30 === "unsupported"))){
validate52.errors = [{}];
return false;
}
var valid10 = _errs66 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.by !== undefined){
let data31 = data24.by;
const _errs67 = errors;
if(errors === _errs67){
if(Array.isArray(data31)){
var valid13 = true;
const len4 = data31.length;
for(let i5=0; i5<len4; i5++){
let data32 = data31[i5];
const _errs69 = errors;
const _errs70 = errors;
if(errors === _errs70){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
let missing6;
if((data32.message === undefined) && (missing6 = "message")){
validate52.errors = [{}];
return false;
}
else {
const _errs72 = errors;
for(const key6 in data32){
if(!((key6 === "message") || (key6 === "call"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs72 === errors){
if(data32.message !== undefined){
let data33 = data32.message;
const _errs73 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs73){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
validate52.errors = [{}];
return false;
}
}
}
var valid15 = _errs73 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data32.call !== undefined){
let data34 = data32.call;
const _errs75 = errors;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs75){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
validate52.errors = [{}];
return false;
}
}
}
var valid15 = _errs75 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid13 = _errs69 === errors;
if(!valid13){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid10 = _errs67 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid9 = _errs51 === errors;
if(!valid9){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.doubts !== undefined){
let data35 = data.doubts;
const _errs77 = errors;
if(errors === _errs77){
if(Array.isArray(data35)){
var valid16 = true;
const len5 = data35.length;
for(let i6=0; i6<len5; i6++){
const _errs79 = errors;
if(typeof data35[i6] !== "string"){
validate52.errors = [{}];
return false;
}
var valid16 = _errs79 === errors;
if(!valid16){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs77 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.learning !== undefined){
let data37 = data.learning;
const _errs81 = errors;
if(errors === _errs81){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
let missing7;
if(((((data37.value === undefined) && (missing7 = "value")) || ((data37.parts === undefined) && (missing7 = "parts"))) || ((data37.quality === undefined) && (missing7 = "quality"))) || ((data37.work === undefined) && (missing7 = "work"))){
validate52.errors = [{}];
return false;
}
else {
const _errs83 = errors;
for(const key7 in data37){
if(!((((key7 === "value") || (key7 === "parts")) || (key7 === "quality")) || (key7 === "work"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs83 === errors){
if(data37.value !== undefined){
let data38 = data37.value;
const _errs84 = errors;
const _errs85 = errors;
if(errors === _errs85){
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 1 || isNaN(data38)){
validate52.errors = [{}];
return false;
}
else {
if(data38 < 0 || isNaN(data38)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid17 = _errs84 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.parts !== undefined){
let data39 = data37.parts;
const _errs87 = errors;
if(errors === _errs87){
if(Array.isArray(data39)){
var valid19 = true;
const len6 = data39.length;
for(let i7=0; i7<len6; i7++){
let data40 = data39[i7];
const _errs89 = errors;
if(errors === _errs89){
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
let missing8;
if((((data40.part === undefined) && (missing8 = "part")) || ((data40.value === undefined) && (missing8 = "value"))) || ((data40.note === undefined) && (missing8 = "note"))){
validate52.errors = [{}];
return false;
}
else {
const _errs91 = errors;
for(const key8 in data40){
if(!(((key8 === "part") || (key8 === "value")) || (key8 === "note"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs91 === errors){
if(data40.part !== undefined){
let data41 = data40.part;
const _errs92 = errors;
if(!((((data41 === "succeeded") || (data41 === "tools")) || (data41 === "recovered")) || (data41 === "general"))){
validate52.errors = [{}];
return false;
}
var valid20 = _errs92 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data40.value !== undefined){
let data42 = data40.value;
const _errs93 = errors;
const _errs94 = errors;
if(errors === _errs94){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1 || isNaN(data42)){
validate52.errors = [{}];
return false;
}
else {
if(data42 < 0 || isNaN(data42)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid20 = _errs93 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data40.note !== undefined){
const _errs96 = errors;
if(typeof data40.note !== "string"){
validate52.errors = [{}];
return false;
}
var valid20 = _errs96 === errors;
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
validate52.errors = [{}];
return false;
}
}
var valid19 = _errs89 === errors;
if(!valid19){
break;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid17 = _errs87 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.quality !== undefined){
let data44 = data37.quality;
const _errs98 = errors;
if(errors === _errs98){
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
let missing9;
if(((((data44.repeatability === undefined) && (missing9 = "repeatability")) || ((data44.clarity === undefined) && (missing9 = "clarity"))) || ((data44.toolDiversity === undefined) && (missing9 = "toolDiversity"))) || ((data44.errorScenarios === undefined) && (missing9 = "errorScenarios"))){
validate52.errors = [{}];
return false;
}
else {
const _errs100 = errors;
for(const key9 in data44){
if(!((((key9 === "repeatability") || (key9 === "clarity")) || (key9 === "toolDiversity")) || (key9 === "errorScenarios"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs100 === errors){
if(data44.repeatability !== undefined){
let data45 = data44.repeatability;
const _errs101 = errors;
const _errs102 = errors;
if(errors === _errs102){
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 1 || isNaN(data45)){
validate52.errors = [{}];
return false;
}
else {
if(data45 < 0 || isNaN(data45)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid22 = _errs101 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data44.clarity !== undefined){
let data46 = data44.clarity;
const _errs104 = errors;
const _errs105 = errors;
if(errors === _errs105){
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 1 || isNaN(data46)){
validate52.errors = [{}];
return false;
}
else {
if(data46 < 0 || isNaN(data46)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid22 = _errs104 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data44.toolDiversity !== undefined){
let data47 = data44.toolDiversity;
const _errs107 = errors;
const _errs108 = errors;
if(errors === _errs108){
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 1 || isNaN(data47)){
validate52.errors = [{}];
return false;
}
else {
if(data47 < 0 || isNaN(data47)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid22 = _errs107 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data44.errorScenarios !== undefined){
let data48 = data44.errorScenarios;
const _errs110 = errors;
const _errs111 = errors;
if(errors === _errs111){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 1 || isNaN(data48)){
validate52.errors = [{}];
return false;
}
else {
if(data48 < 0 || isNaN(data48)){
validate52.errors = [{}];
return false;
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid22 = _errs110 === errors;
}
else {
var valid22 = true;
}
}
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid17 = _errs98 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.work !== undefined){
let data49 = data37.work;
const _errs113 = errors;
if(errors === _errs113){
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
let missing10;
if(((data49.kind === undefined) && (missing10 = "kind")) || ((data49.calls === undefined) && (missing10 = "calls"))){
validate52.errors = [{}];
return false;
}
else {
const _errs115 = errors;
for(const key10 in data49){
if(!((((key10 === "kind") || (key10 === "calls")) || (key10 === "tokens")) || (key10 === "seconds"))){
validate52.errors = [{}];
return false;
break;
}
}
if(_errs115 === errors){
if(data49.kind !== undefined){
let data50 = data49.kind;
const _errs116 = errors;
if(errors === _errs116){
if(typeof data50 === "string"){
if(!pattern51.test(data50)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid27 = _errs116 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data49.calls !== undefined){
let data51 = data49.calls;
const _errs118 = errors;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs118){
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 0 || isNaN(data51)){
validate52.errors = [{}];
return false;
}
}
}
var valid27 = _errs118 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data49.tokens !== undefined){
let data52 = data49.tokens;
const _errs120 = errors;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
validate52.errors = [{}];
return false;
}
if(errors === _errs120){
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
validate52.errors = [{}];
return false;
}
}
}
var valid27 = _errs120 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data49.seconds !== undefined){
let data53 = data49.seconds;
const _errs122 = errors;
if(errors === _errs122){
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
validate52.errors = [{}];
return false;
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid27 = _errs122 === errors;
}
else {
var valid27 = true;
}
}
}
}
}
}
}
else {
validate52.errors = [{}];
return false;
}
}
var valid17 = _errs113 === errors;
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
else {
validate52.errors = [{}];
return false;
}
}
var valid0 = _errs81 === errors;
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
validate52.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
