// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate47;
const schema74 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"trace.schema.json","title":"Trace","type":"object","additionalProperties":false,"required":["schemaVersion","id","runtime","adapter","end","messages","raw","redaction","sha256"],"properties":{"schemaVersion":{"const":1},"id":{"type":"string","pattern":"^[0-9a-f]{20}$"},"runtime":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,31}$"},"adapter":{"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,31}$"},"version":{"type":"integer","minimum":1}}},"nativeId":{"type":"string","minLength":1,"maxLength":512},"title":{"type":"string"},"model":{"type":"string"},"channel":{"type":"string"},"project":{"type":"object","additionalProperties":false,"properties":{"cwd":{"type":"string"},"repositoryRoot":{"type":"string"},"repositoryUrl":{"type":"string"},"branch":{"type":"string"},"commit":{"type":"string"}}},"startedAt":{"$ref":"#/$defs/time"},"endedAt":{"$ref":"#/$defs/time"},"end":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["complete","interrupted","error","open","unknown"]},"reason":{"type":"string"}}},"parent":{"type":"object","additionalProperties":false,"required":["nativeId","relation"],"properties":{"nativeId":{"type":"string","minLength":1},"relation":{"enum":["continuation","branch","subagent","reset","other"]}}},"messages":{"type":"array","items":{"$ref":"#/$defs/message"}},"tools":{"type":"array","items":{"$ref":"#/$defs/toolDefinition"}},"usage":{"$ref":"#/$defs/usage"},"cost":{"type":"object","additionalProperties":false,"required":["usd","basis"],"properties":{"usd":{"type":"number","minimum":0},"basis":{"enum":["actual","estimated"]}}},"outcomes":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","value"],"properties":{"name":{"type":"string","minLength":1},"value":{"type":["number","boolean","string"]}}}},"metadata":{"type":"object","additionalProperties":true},"raw":{"type":"object","additionalProperties":false,"required":["name","bytes","sha256"],"properties":{"name":{"type":"string"},"locator":{"type":"string"},"bytes":{"type":"integer","minimum":0},"sha256":{"$ref":"#/$defs/sha256"}}},"redaction":{"type":"object","additionalProperties":false,"required":["version","marks"],"properties":{"version":{"type":"integer","minimum":1},"rules":{"$ref":"#/$defs/sha256"},"marks":{"type":"object","additionalProperties":{"type":"integer","minimum":1}}}},"sha256":{"$ref":"#/$defs/sha256"}},"$defs":{"time":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"message":{"title":"Message","type":"object","additionalProperties":false,"required":["role","text"],"properties":{"id":{"type":"string","minLength":1},"role":{"enum":["system","user","assistant","tool"]},"text":{"type":"string"},"reasoning":{"type":"string"},"at":{"$ref":"#/$defs/time"},"model":{"type":"string"},"finishReason":{"type":"string"},"injected":{"const":true},"undone":{"const":true},"compacted":{"const":true},"copied":{"const":true},"toolCalls":{"type":"array","items":{"$ref":"#/$defs/toolCall"}},"toolCallId":{"type":"string"},"toolName":{"type":"string"},"usage":{"$ref":"#/$defs/usage"}}},"toolCall":{"title":"ToolCall","type":"object","additionalProperties":false,"required":["id","name","arguments","status"],"properties":{"id":{"type":"string","minLength":1},"name":{"type":"string"},"arguments":{"type":["object","array","string","number","boolean","null"]},"result":{"type":"string"},"resultBytes":{"type":"integer","minimum":0},"resultSha256":{"$ref":"#/$defs/sha256"},"status":{"enum":["success","error","cancelled","rejected","unknown"]},"exitCode":{"type":"integer"},"errorType":{"type":"string"},"startedAt":{"$ref":"#/$defs/time"},"endedAt":{"$ref":"#/$defs/time"},"durationMs":{"type":"number","minimum":0}}},"toolDefinition":{"title":"ToolDefinition","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string"},"description":{"type":"string"},"parameters":{"type":"object","additionalProperties":true}}},"usage":{"title":"Usage","type":"object","additionalProperties":false,"properties":{"inputTokens":{"type":"integer","minimum":0},"outputTokens":{"type":"integer","minimum":0},"cacheReadTokens":{"type":"integer","minimum":0},"cacheWriteTokens":{"type":"integer","minimum":0},"reasoningTokens":{"type":"integer","minimum":0}}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern17 = new RegExp("^[a-z0-9][a-z0-9-]{0,31}$", "u");
const pattern33 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");
const schema77 = {"title":"Message","type":"object","additionalProperties":false,"required":["role","text"],"properties":{"id":{"type":"string","minLength":1},"role":{"enum":["system","user","assistant","tool"]},"text":{"type":"string"},"reasoning":{"type":"string"},"at":{"$ref":"#/$defs/time"},"model":{"type":"string"},"finishReason":{"type":"string"},"injected":{"const":true},"undone":{"const":true},"compacted":{"const":true},"copied":{"const":true},"toolCalls":{"type":"array","items":{"$ref":"#/$defs/toolCall"}},"toolCallId":{"type":"string"},"toolName":{"type":"string"},"usage":{"$ref":"#/$defs/usage"}}};
const schema79 = {"title":"ToolCall","type":"object","additionalProperties":false,"required":["id","name","arguments","status"],"properties":{"id":{"type":"string","minLength":1},"name":{"type":"string"},"arguments":{"type":["object","array","string","number","boolean","null"]},"result":{"type":"string"},"resultBytes":{"type":"integer","minimum":0},"resultSha256":{"$ref":"#/$defs/sha256"},"status":{"enum":["success","error","cancelled","rejected","unknown"]},"exitCode":{"type":"integer"},"errorType":{"type":"string"},"startedAt":{"$ref":"#/$defs/time"},"endedAt":{"$ref":"#/$defs/time"},"durationMs":{"type":"number","minimum":0}}};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate49.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.id === undefined) && (missing0 = "id")) || ((data.name === undefined) && (missing0 = "name"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.status === undefined) && (missing0 = "status"))){
validate49.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema79.properties, key0))){
validate49.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) < 1){
validate49.errors = [{}];
return false;
}
}
else {
validate49.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.name !== undefined){
const _errs4 = errors;
if(typeof data.name !== "string"){
validate49.errors = [{}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data2 = data.arguments;
const _errs6 = errors;
if((((typeof data2 != "object") && (typeof data2 !== "string")) && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
validate49.errors = [{}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.result !== undefined){
const _errs8 = errors;
if(typeof data.result !== "string"){
validate49.errors = [{}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.resultBytes !== undefined){
let data4 = data.resultBytes;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate49.errors = [{}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate49.errors = [{}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.resultSha256 !== undefined){
let data5 = data.resultSha256;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(typeof data5 === "string"){
if(!pattern36.test(data5)){
validate49.errors = [{}];
return false;
}
}
else {
validate49.errors = [{}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.status !== undefined){
let data6 = data.status;
const _errs15 = errors;
if(!(((((data6 === "success") || (data6 === "error")) || (data6 === "cancelled")) || (data6 === "rejected")) || (data6 === "unknown"))){
validate49.errors = [{}];
return false;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.exitCode !== undefined){
let data7 = data.exitCode;
const _errs16 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate49.errors = [{}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.errorType !== undefined){
const _errs18 = errors;
if(typeof data.errorType !== "string"){
validate49.errors = [{}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.startedAt !== undefined){
let data9 = data.startedAt;
const _errs20 = errors;
const _errs21 = errors;
if(errors === _errs21){
if(typeof data9 === "string"){
if(!pattern33.test(data9)){
validate49.errors = [{}];
return false;
}
}
else {
validate49.errors = [{}];
return false;
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.endedAt !== undefined){
let data10 = data.endedAt;
const _errs23 = errors;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data10 === "string"){
if(!pattern33.test(data10)){
validate49.errors = [{}];
return false;
}
}
else {
validate49.errors = [{}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.durationMs !== undefined){
let data11 = data.durationMs;
const _errs26 = errors;
if(errors === _errs26){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate49.errors = [{}];
return false;
}
}
else {
validate49.errors = [{}];
return false;
}
}
var valid0 = _errs26 === errors;
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
else {
validate49.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.role === undefined) && (missing0 = "role")) || ((data.text === undefined) && (missing0 = "text"))){
validate48.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema77.properties, key0))){
validate48.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) < 1){
validate48.errors = [{}];
return false;
}
}
else {
validate48.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.role !== undefined){
let data1 = data.role;
const _errs4 = errors;
if(!((((data1 === "system") || (data1 === "user")) || (data1 === "assistant")) || (data1 === "tool"))){
validate48.errors = [{}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
const _errs5 = errors;
if(typeof data.text !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reasoning !== undefined){
const _errs7 = errors;
if(typeof data.reasoning !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data4 = data.at;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(!pattern33.test(data4)){
validate48.errors = [{}];
return false;
}
}
else {
validate48.errors = [{}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model !== undefined){
const _errs12 = errors;
if(typeof data.model !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.finishReason !== undefined){
const _errs14 = errors;
if(typeof data.finishReason !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.injected !== undefined){
const _errs16 = errors;
if(true !== data.injected){
validate48.errors = [{}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undone !== undefined){
const _errs17 = errors;
if(true !== data.undone){
validate48.errors = [{}];
return false;
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.compacted !== undefined){
const _errs18 = errors;
if(true !== data.compacted){
validate48.errors = [{}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.copied !== undefined){
const _errs19 = errors;
if(true !== data.copied){
validate48.errors = [{}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.toolCalls !== undefined){
let data11 = data.toolCalls;
const _errs20 = errors;
if(errors === _errs20){
if(Array.isArray(data11)){
var valid2 = true;
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
const _errs22 = errors;
if(!(validate49(data11[i0], {instancePath:instancePath+"/toolCalls/" + i0,parentData:data11,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
var valid2 = _errs22 === errors;
if(!valid2){
break;
}
}
}
else {
validate48.errors = [{}];
return false;
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.toolCallId !== undefined){
const _errs23 = errors;
if(typeof data.toolCallId !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.toolName !== undefined){
const _errs25 = errors;
if(typeof data.toolName !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.usage !== undefined){
let data15 = data.usage;
const _errs27 = errors;
const _errs28 = errors;
if(errors === _errs28){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
const _errs30 = errors;
for(const key1 in data15){
if(!(((((key1 === "inputTokens") || (key1 === "outputTokens")) || (key1 === "cacheReadTokens")) || (key1 === "cacheWriteTokens")) || (key1 === "reasoningTokens"))){
validate48.errors = [{}];
return false;
break;
}
}
if(_errs30 === errors){
if(data15.inputTokens !== undefined){
let data16 = data15.inputTokens;
const _errs31 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate48.errors = [{}];
return false;
}
if(errors === _errs31){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
validate48.errors = [{}];
return false;
}
}
}
var valid4 = _errs31 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data15.outputTokens !== undefined){
let data17 = data15.outputTokens;
const _errs33 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate48.errors = [{}];
return false;
}
if(errors === _errs33){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
validate48.errors = [{}];
return false;
}
}
}
var valid4 = _errs33 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data15.cacheReadTokens !== undefined){
let data18 = data15.cacheReadTokens;
const _errs35 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate48.errors = [{}];
return false;
}
if(errors === _errs35){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate48.errors = [{}];
return false;
}
}
}
var valid4 = _errs35 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data15.cacheWriteTokens !== undefined){
let data19 = data15.cacheWriteTokens;
const _errs37 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate48.errors = [{}];
return false;
}
if(errors === _errs37){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate48.errors = [{}];
return false;
}
}
}
var valid4 = _errs37 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data15.reasoningTokens !== undefined){
let data20 = data15.reasoningTokens;
const _errs39 = errors;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
validate48.errors = [{}];
return false;
}
if(errors === _errs39){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
validate48.errors = [{}];
return false;
}
}
}
var valid4 = _errs39 === errors;
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
else {
validate48.errors = [{}];
return false;
}
}
var valid0 = _errs27 === errors;
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
}
}
else {
validate48.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="trace.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((data.schemaVersion === undefined) && (missing0 = "schemaVersion")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.runtime === undefined) && (missing0 = "runtime"))) || ((data.adapter === undefined) && (missing0 = "adapter"))) || ((data.end === undefined) && (missing0 = "end"))) || ((data.messages === undefined) && (missing0 = "messages"))) || ((data.raw === undefined) && (missing0 = "raw"))) || ((data.redaction === undefined) && (missing0 = "redaction"))) || ((data.sha256 === undefined) && (missing0 = "sha256"))){
validate47.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema74.properties, key0))){
validate47.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate47.errors = [{}];
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
if(!pattern30.test(data1)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.runtime !== undefined){
let data2 = data.runtime;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data2 === "string"){
if(!pattern17.test(data2)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.adapter !== undefined){
let data3 = data.adapter;
const _errs7 = errors;
if(errors === _errs7){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if(((data3.name === undefined) && (missing1 = "name")) || ((data3.version === undefined) && (missing1 = "version"))){
validate47.errors = [{}];
return false;
}
else {
const _errs9 = errors;
for(const key1 in data3){
if(!((key1 === "name") || (key1 === "version"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs9 === errors){
if(data3.name !== undefined){
let data4 = data3.name;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(!pattern17.test(data4)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid1 = _errs10 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.version !== undefined){
let data5 = data3.version;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
validate47.errors = [{}];
return false;
}
}
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.nativeId !== undefined){
let data6 = data.nativeId;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data6 === "string"){
if(func2(data6) > 512){
validate47.errors = [{}];
return false;
}
else {
if(func2(data6) < 1){
validate47.errors = [{}];
return false;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.title !== undefined){
const _errs16 = errors;
if(typeof data.title !== "string"){
validate47.errors = [{}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model !== undefined){
const _errs18 = errors;
if(typeof data.model !== "string"){
validate47.errors = [{}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.channel !== undefined){
const _errs20 = errors;
if(typeof data.channel !== "string"){
validate47.errors = [{}];
return false;
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.project !== undefined){
let data10 = data.project;
const _errs22 = errors;
if(errors === _errs22){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
const _errs24 = errors;
for(const key2 in data10){
if(!(((((key2 === "cwd") || (key2 === "repositoryRoot")) || (key2 === "repositoryUrl")) || (key2 === "branch")) || (key2 === "commit"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs24 === errors){
if(data10.cwd !== undefined){
const _errs25 = errors;
if(typeof data10.cwd !== "string"){
validate47.errors = [{}];
return false;
}
var valid2 = _errs25 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data10.repositoryRoot !== undefined){
const _errs27 = errors;
if(typeof data10.repositoryRoot !== "string"){
validate47.errors = [{}];
return false;
}
var valid2 = _errs27 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data10.repositoryUrl !== undefined){
const _errs29 = errors;
if(typeof data10.repositoryUrl !== "string"){
validate47.errors = [{}];
return false;
}
var valid2 = _errs29 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data10.branch !== undefined){
const _errs31 = errors;
if(typeof data10.branch !== "string"){
validate47.errors = [{}];
return false;
}
var valid2 = _errs31 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data10.commit !== undefined){
const _errs33 = errors;
if(typeof data10.commit !== "string"){
validate47.errors = [{}];
return false;
}
var valid2 = _errs33 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.startedAt !== undefined){
let data16 = data.startedAt;
const _errs35 = errors;
const _errs36 = errors;
if(errors === _errs36){
if(typeof data16 === "string"){
if(!pattern33.test(data16)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.endedAt !== undefined){
let data17 = data.endedAt;
const _errs38 = errors;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data17 === "string"){
if(!pattern33.test(data17)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.end !== undefined){
let data18 = data.end;
const _errs41 = errors;
if(errors === _errs41){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
let missing2;
if((data18.state === undefined) && (missing2 = "state")){
validate47.errors = [{}];
return false;
}
else {
const _errs43 = errors;
for(const key3 in data18){
if(!((key3 === "state") || (key3 === "reason"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs43 === errors){
if(data18.state !== undefined){
let data19 = data18.state;
const _errs44 = errors;
if(!(((((data19 === "complete") || (data19 === "interrupted")) || (data19 === "error")) || (data19 === "open")) || (data19 === "unknown"))){
validate47.errors = [{}];
return false;
}
var valid5 = _errs44 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data18.reason !== undefined){
const _errs45 = errors;
if(typeof data18.reason !== "string"){
validate47.errors = [{}];
return false;
}
var valid5 = _errs45 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.parent !== undefined){
let data21 = data.parent;
const _errs47 = errors;
if(errors === _errs47){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
let missing3;
if(((data21.nativeId === undefined) && (missing3 = "nativeId")) || ((data21.relation === undefined) && (missing3 = "relation"))){
validate47.errors = [{}];
return false;
}
else {
const _errs49 = errors;
for(const key4 in data21){
if(!((key4 === "nativeId") || (key4 === "relation"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs49 === errors){
if(data21.nativeId !== undefined){
let data22 = data21.nativeId;
const _errs50 = errors;
if(errors === _errs50){
if(typeof data22 === "string"){
if(func2(data22) < 1){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid6 = _errs50 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data21.relation !== undefined){
let data23 = data21.relation;
const _errs52 = errors;
if(!(((((data23 === "continuation") || (data23 === "branch")) || (data23 === "subagent")) || (data23 === "reset")) || (data23 === "other"))){
validate47.errors = [{}];
return false;
}
var valid6 = _errs52 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.messages !== undefined){
let data24 = data.messages;
const _errs53 = errors;
if(errors === _errs53){
if(Array.isArray(data24)){
var valid7 = true;
const len0 = data24.length;
for(let i0=0; i0<len0; i0++){
const _errs55 = errors;
if(!(validate48(data24[i0], {instancePath:instancePath+"/messages/" + i0,parentData:data24,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
var valid7 = _errs55 === errors;
if(!valid7){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tools !== undefined){
let data26 = data.tools;
const _errs56 = errors;
if(errors === _errs56){
if(Array.isArray(data26)){
var valid8 = true;
const len1 = data26.length;
for(let i1=0; i1<len1; i1++){
let data27 = data26[i1];
const _errs58 = errors;
const _errs59 = errors;
if(errors === _errs59){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing4;
if((data27.name === undefined) && (missing4 = "name")){
validate47.errors = [{}];
return false;
}
else {
const _errs61 = errors;
for(const key5 in data27){
if(!(((key5 === "name") || (key5 === "description")) || (key5 === "parameters"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs61 === errors){
if(data27.name !== undefined){
const _errs62 = errors;
if(typeof data27.name !== "string"){
validate47.errors = [{}];
return false;
}
var valid10 = _errs62 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data27.description !== undefined){
const _errs64 = errors;
if(typeof data27.description !== "string"){
validate47.errors = [{}];
return false;
}
var valid10 = _errs64 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data27.parameters !== undefined){
let data30 = data27.parameters;
const _errs66 = errors;
if(errors === _errs66){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
}
else {
validate47.errors = [{}];
return false;
}
}
var valid10 = _errs66 === errors;
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
validate47.errors = [{}];
return false;
}
}
var valid8 = _errs58 === errors;
if(!valid8){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs56 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.usage !== undefined){
let data31 = data.usage;
const _errs69 = errors;
const _errs70 = errors;
if(errors === _errs70){
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
const _errs72 = errors;
for(const key6 in data31){
if(!(((((key6 === "inputTokens") || (key6 === "outputTokens")) || (key6 === "cacheReadTokens")) || (key6 === "cacheWriteTokens")) || (key6 === "reasoningTokens"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs72 === errors){
if(data31.inputTokens !== undefined){
let data32 = data31.inputTokens;
const _errs73 = errors;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs73){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
validate47.errors = [{}];
return false;
}
}
}
var valid12 = _errs73 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data31.outputTokens !== undefined){
let data33 = data31.outputTokens;
const _errs75 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs75){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
validate47.errors = [{}];
return false;
}
}
}
var valid12 = _errs75 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data31.cacheReadTokens !== undefined){
let data34 = data31.cacheReadTokens;
const _errs77 = errors;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs77){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
validate47.errors = [{}];
return false;
}
}
}
var valid12 = _errs77 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data31.cacheWriteTokens !== undefined){
let data35 = data31.cacheWriteTokens;
const _errs79 = errors;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs79){
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
validate47.errors = [{}];
return false;
}
}
}
var valid12 = _errs79 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data31.reasoningTokens !== undefined){
let data36 = data31.reasoningTokens;
const _errs81 = errors;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs81){
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 0 || isNaN(data36)){
validate47.errors = [{}];
return false;
}
}
}
var valid12 = _errs81 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs69 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.cost !== undefined){
let data37 = data.cost;
const _errs83 = errors;
if(errors === _errs83){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
let missing5;
if(((data37.usd === undefined) && (missing5 = "usd")) || ((data37.basis === undefined) && (missing5 = "basis"))){
validate47.errors = [{}];
return false;
}
else {
const _errs85 = errors;
for(const key7 in data37){
if(!((key7 === "usd") || (key7 === "basis"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs85 === errors){
if(data37.usd !== undefined){
let data38 = data37.usd;
const _errs86 = errors;
if(errors === _errs86){
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid13 = _errs86 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data37.basis !== undefined){
let data39 = data37.basis;
const _errs88 = errors;
if(!((data39 === "actual") || (data39 === "estimated"))){
validate47.errors = [{}];
return false;
}
var valid13 = _errs88 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs83 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcomes !== undefined){
let data40 = data.outcomes;
const _errs89 = errors;
if(errors === _errs89){
if(Array.isArray(data40)){
var valid14 = true;
const len2 = data40.length;
for(let i2=0; i2<len2; i2++){
let data41 = data40[i2];
const _errs91 = errors;
if(errors === _errs91){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
let missing6;
if(((data41.name === undefined) && (missing6 = "name")) || ((data41.value === undefined) && (missing6 = "value"))){
validate47.errors = [{}];
return false;
}
else {
const _errs93 = errors;
for(const key8 in data41){
if(!((key8 === "name") || (key8 === "value"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs93 === errors){
if(data41.name !== undefined){
let data42 = data41.name;
const _errs94 = errors;
if(errors === _errs94){
if(typeof data42 === "string"){
if(func2(data42) < 1){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid15 = _errs94 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data41.value !== undefined){
let data43 = data41.value;
const _errs96 = errors;
if(((!((typeof data43 == "number") && (isFinite(data43)))) && (typeof data43 !== "boolean")) && (typeof data43 !== "string")){
validate47.errors = [{}];
return false;
}
var valid15 = _errs96 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid14 = _errs91 === errors;
if(!valid14){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs89 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.metadata !== undefined){
let data44 = data.metadata;
const _errs98 = errors;
if(errors === _errs98){
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs98 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.raw !== undefined){
let data45 = data.raw;
const _errs101 = errors;
if(errors === _errs101){
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
let missing7;
if((((data45.name === undefined) && (missing7 = "name")) || ((data45.bytes === undefined) && (missing7 = "bytes"))) || ((data45.sha256 === undefined) && (missing7 = "sha256"))){
validate47.errors = [{}];
return false;
}
else {
const _errs103 = errors;
for(const key9 in data45){
if(!((((key9 === "name") || (key9 === "locator")) || (key9 === "bytes")) || (key9 === "sha256"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs103 === errors){
if(data45.name !== undefined){
const _errs104 = errors;
if(typeof data45.name !== "string"){
validate47.errors = [{}];
return false;
}
var valid16 = _errs104 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data45.locator !== undefined){
const _errs106 = errors;
if(typeof data45.locator !== "string"){
validate47.errors = [{}];
return false;
}
var valid16 = _errs106 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data45.bytes !== undefined){
let data48 = data45.bytes;
const _errs108 = errors;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs108){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 0 || isNaN(data48)){
validate47.errors = [{}];
return false;
}
}
}
var valid16 = _errs108 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data45.sha256 !== undefined){
let data49 = data45.sha256;
const _errs110 = errors;
const _errs111 = errors;
if(errors === _errs111){
if(typeof data49 === "string"){
if(!pattern36.test(data49)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid16 = _errs110 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs101 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redaction !== undefined){
let data50 = data.redaction;
const _errs113 = errors;
if(errors === _errs113){
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
let missing8;
if(((data50.version === undefined) && (missing8 = "version")) || ((data50.marks === undefined) && (missing8 = "marks"))){
validate47.errors = [{}];
return false;
}
else {
const _errs115 = errors;
for(const key10 in data50){
if(!(((key10 === "version") || (key10 === "rules")) || (key10 === "marks"))){
validate47.errors = [{}];
return false;
break;
}
}
if(_errs115 === errors){
if(data50.version !== undefined){
let data51 = data50.version;
const _errs116 = errors;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs116){
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 1 || isNaN(data51)){
validate47.errors = [{}];
return false;
}
}
}
var valid18 = _errs116 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data50.rules !== undefined){
let data52 = data50.rules;
const _errs118 = errors;
const _errs119 = errors;
if(errors === _errs119){
if(typeof data52 === "string"){
if(!pattern36.test(data52)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid18 = _errs118 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data50.marks !== undefined){
let data53 = data50.marks;
const _errs121 = errors;
if(errors === _errs121){
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key11 in data53){
let data54 = data53[key11];
const _errs124 = errors;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs124){
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 1 || isNaN(data54)){
validate47.errors = [{}];
return false;
}
}
}
var valid20 = _errs124 === errors;
if(!valid20){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid18 = _errs121 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs113 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sha256 !== undefined){
let data55 = data.sha256;
const _errs126 = errors;
const _errs127 = errors;
if(errors === _errs127){
if(typeof data55 === "string"){
if(!pattern36.test(data55)){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs126 === errors;
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
validate47.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
