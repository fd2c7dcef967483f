// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"policy.schema.json","title":"Policy","type":"object","additionalProperties":false,"required":["schemaVersion"],"properties":{"schemaVersion":{"const":1},"ingestion":{"type":"object","additionalProperties":false,"properties":{"maxToolResultBytes":{"type":"integer","minimum":1024,"default":65536},"sources":{"type":"array","maxItems":50,"default":[],"items":{"$ref":"#/$defs/connectedSource"}},"maxSessions":{"type":"integer","minimum":0,"default":0},"maxLineBytes":{"type":"integer","minimum":1024,"maximum":268435456,"default":33554432},"deny":{"type":"array","maxItems":200,"default":[],"items":{"$ref":"#/$defs/denyRule"}}}},"redaction":{"type":"object","additionalProperties":false,"properties":{"allow":{"type":"array","maxItems":1000,"default":[],"items":{"$ref":"#/$defs/allowance"}},"rules":{"type":"array","maxItems":500,"default":[],"items":{"$ref":"#/$defs/redactionRule"}},"gitleaks":{"type":"string","maxLength":1024,"default":""},"off":{"type":"array","maxItems":200,"default":[],"items":{"$ref":"#/$defs/switchedOff"}},"personal":{"type":"object","additionalProperties":false,"default":{},"properties":{"email":{"$ref":"#/$defs/personal"},"phone":{"$ref":"#/$defs/personal"},"card":{"$ref":"#/$defs/personal"},"iban":{"$ref":"#/$defs/personal"},"ip":{"$ref":"#/$defs/personal"},"names":{"$ref":"#/$defs/personal"}}}}},"evaluation":{"type":"object","additionalProperties":false,"properties":{"evaluator":{"type":"string","default":"rubric"},"weights":{"type":"object","additionalProperties":{"type":"number"},"default":{}},"learning":{"type":"object","additionalProperties":false,"default":{"succeeded":0.4,"tools":0.2,"recovered":0.2,"general":0.2},"properties":{"succeeded":{"$ref":"#/$defs/weight"},"tools":{"$ref":"#/$defs/weight"},"recovered":{"$ref":"#/$defs/weight"},"general":{"$ref":"#/$defs/weight"}}},"evaluators":{"type":"array","maxItems":20,"default":[],"items":{"$ref":"#/$defs/evaluatorModule"}},"judges":{"type":"array","maxItems":20,"default":[],"items":{"$ref":"#/$defs/modelJudge"}},"budget":{"type":"number","minimum":0,"default":0}}},"distillation":{"type":"object","additionalProperties":false,"properties":{"kinds":{"type":"array","uniqueItems":true,"items":{"enum":["memory","skill"]},"default":["memory","skill"]},"minSupportStated":{"type":"integer","minimum":1,"default":1},"minSupportInferred":{"type":"integer","minimum":1,"default":3},"complexityThreshold":{"type":"integer","minimum":0,"default":5},"minTurns":{"type":"integer","minimum":0,"default":5},"minLearningValue":{"type":"number","minimum":0,"maximum":1,"default":0.6},"goodExamplesOnly":{"type":"boolean","default":false},"minHeldOutFit":{"type":"number","minimum":0,"maximum":1,"default":0.5},"minSupportAfterRejection":{"type":"integer","minimum":1,"default":3},"languages":{"type":"array","maxItems":10,"uniqueItems":true,"default":[],"items":{"enum":["en","es","pt","fr","it","de","ru","zh","ja","ko"]}},"model":{"$ref":"#/$defs/wordingModel","default":{}}}},"review":{"type":"object","additionalProperties":false,"properties":{"maxOpenProposals":{"type":"integer","minimum":1,"default":20},"requireDecision":{"type":"boolean","default":false},"reviewers":{"type":"array","maxItems":1000,"uniqueItems":true,"default":[],"items":{"type":"string","minLength":3,"maxLength":320,"pattern":"^[^\\s<>]+@[^\\s<>]+$"}},"authorMayApprove":{"type":"boolean","default":true},"requiredReviewers":{"type":"integer","minimum":1,"maximum":20,"default":1},"minSupport":{"type":"integer","minimum":1,"maximum":1000,"default":1},"rules":{"type":"array","maxItems":200,"default":[],"items":{"$ref":"#/$defs/reviewRule"}},"signed":{"enum":["none","decisions","commits"],"default":"none"}}},"threats":{"type":"object","additionalProperties":false,"properties":{"caution":{"enum":["allow","warn","confirm"],"default":"warn"},"dangerous":{"enum":["confirm","refuse"],"default":"confirm"},"secondReviewer":{"type":"boolean","default":false}}},"dataset":{"type":"object","additionalProperties":false,"properties":{"minScore":{"type":"integer","minimum":0,"maximum":100,"default":70},"requireApproval":{"type":"boolean","default":false},"reasoning":{"enum":["leave-out","keep"],"default":"leave-out"},"nearDuplicates":{"enum":["keep","collapse"],"default":"keep"},"preferences":{"type":"object","additionalProperties":false,"default":{},"properties":{"explicit":{"type":"boolean"},"corrections":{"type":"boolean"},"retries":{"type":"boolean"}}},"threats":{"enum":["refuse","allow"],"default":"refuse"},"licence":{"type":"string","maxLength":200,"default":""},"minRecords":{"type":"integer","minimum":1,"default":10},"minTokens":{"type":"integer","minimum":0,"default":500},"splits":{"type":"string","minLength":1,"maxLength":1000,"default":"train=1"},"autoExport":{"type":"boolean","default":false},"out":{"type":"string","maxLength":1024,"default":""}}},"training":{"type":"object","additionalProperties":false,"properties":{"trainers":{"type":"array","uniqueItems":true,"default":["trl","unsloth","axolotl"],"items":{"enum":["trl","unsloth","axolotl"]}},"methods":{"type":"array","uniqueItems":true,"default":["sft","dpo","kto","grpo"],"items":{"enum":["sft","dpo","kto","grpo"]}},"baseModels":{"type":"array","maxItems":100,"uniqueItems":true,"default":[],"items":{"type":"string","minLength":1,"maxLength":256}},"maxCost":{"type":"number","minimum":0,"default":0}}},"retention":{"type":"object","additionalProperties":false,"properties":{"unreachableDays":{"type":"integer","minimum":1,"maximum":36500,"default":14},"archiveDays":{"type":"integer","minimum":0,"maximum":36500,"default":0},"keptDays":{"type":"integer","minimum":0,"maximum":36500,"default":0}}},"apply":{"type":"object","additionalProperties":false,"properties":{"targets":{"type":"array","maxItems":50,"uniqueItems":true,"default":[],"items":{"type":"string","minLength":1,"maxLength":1024}},"hermesPending":{"type":"boolean","default":false},"memoryOrder":{"type":"array","minItems":1,"maxItems":4,"uniqueItems":true,"items":{"enum":["scope","support","recency","use"]},"default":["scope","support","recency","use"]},"limits":{"type":"object","maxProperties":50,"additionalProperties":{"type":"integer","minimum":100,"maximum":100000},"default":{}}}},"rollout":{"type":"object","additionalProperties":false,"properties":{"guard":{"enum":["propose","perform","off"],"default":"propose"},"alpha":{"type":"number","exclusiveMinimum":0,"maximum":0.5,"default":0.05},"minSessions":{"type":"integer","minimum":1,"default":10},"harmMargin":{"type":"number","minimum":0.01,"maximum":0.5,"default":0.1}}},"ledger":{"type":"object","additionalProperties":false,"properties":{"publishTo":{"type":"array","maxItems":50,"uniqueItems":true,"default":[],"items":{"type":"string","minLength":1,"maxLength":1024}}}},"hosting":{"type":"object","additionalProperties":false,"properties":{"main":{"enum":["push","pull-request"],"default":"push"}}},"memory":{"type":"object","additionalProperties":false,"properties":{"backends":{"type":"array","maxItems":20,"default":[],"items":{"$ref":"#/$defs/memoryBackend"}}}},"mcp":{"type":"object","additionalProperties":false,"properties":{"propose":{"type":"boolean","default":false},"maxOpen":{"type":"integer","minimum":1,"maximum":100,"default":5},"perHour":{"type":"integer","minimum":1,"maximum":1000,"default":10}}},"store":{"type":"object","additionalProperties":false,"properties":{"fsync":{"type":"boolean","default":true}}}},"$defs":{"reason":{"type":"string","minLength":1,"maxLength":500},"personal":{"enum":["keep","mask"]},"weight":{"type":"number","minimum":0,"maximum":1000},"evaluatorName":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"},"evaluatorModule":{"title":"EvaluatorModule","type":"object","additionalProperties":false,"required":["name","module"],"properties":{"name":{"$ref":"#/$defs/evaluatorName"},"module":{"type":"string","minLength":1,"maxLength":1024},"weights":{"type":"object","additionalProperties":{"type":"number"}},"seconds":{"type":"number","minimum":0.1,"maximum":600}}},"wordingModel":{"title":"WordingModel","type":"object","additionalProperties":false,"properties":{"budget":{"type":"number","minimum":0},"provider":{"enum":["openai","anthropic"]},"endpoint":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"model":{"type":"string","minLength":1,"maxLength":200},"keyVariable":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"inputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"outputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"maxOutputTokens":{"type":"integer","minimum":50,"maximum":100000},"seconds":{"type":"number","minimum":0.1,"maximum":600},"attempts":{"type":"integer","minimum":1,"maximum":10}}},"memoryBackend":{"title":"MemoryBackend","type":"object","additionalProperties":false,"required":["name","kind","url"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,31}$"},"kind":{"enum":["mem0","mem0-server","rest"]},"url":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"tokenEnv":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"write":{"type":"boolean"},"scope":{"type":"object","minProperties":1,"maxProperties":8,"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,31}$"},"additionalProperties":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[^*\\s]+$"}},"space":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$"},"seconds":{"type":"number","minimum":0.1,"maximum":300},"rest":{"$ref":"#/$defs/restBackend"}}},"restBackend":{"title":"RestBackend","type":"object","additionalProperties":false,"required":["list","add","update","delete","item"],"properties":{"auth":{"type":"string","maxLength":200,"pattern":"^[A-Za-z-]+: ?[^{}\\r\\n]*\\{token\\}$"},"list":{"$ref":"#/$defs/restCall"},"search":{"$ref":"#/$defs/restCall"},"add":{"$ref":"#/$defs/restCall"},"update":{"$ref":"#/$defs/restCall"},"delete":{"$ref":"#/$defs/restCall"},"history":{"$ref":"#/$defs/restCall"},"item":{"type":"object","additionalProperties":false,"required":["id","text","metadata"],"properties":{"id":{"$ref":"#/$defs/pointer"},"text":{"$ref":"#/$defs/pointer"},"metadata":{"$ref":"#/$defs/pointer"}}}}},"restCall":{"title":"RestCall","type":"object","additionalProperties":false,"required":["method","path"],"properties":{"method":{"enum":["GET","POST","PUT","PATCH","DELETE"]},"path":{"type":"string","maxLength":1000,"pattern":"^/[^\\s#]*$"},"body":{},"items":{"$ref":"#/$defs/pointer"},"next":{"$ref":"#/$defs/pointer"}}},"pointer":{"type":"string","maxLength":200,"pattern":"^(/[^/]*)*$"},"modelJudge":{"title":"ModelJudge","type":"object","additionalProperties":false,"required":["name","endpoint","model","inputUsdPerMillion","outputUsdPerMillion"],"properties":{"name":{"$ref":"#/$defs/evaluatorName"},"endpoint":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"model":{"type":"string","minLength":1,"maxLength":200},"keyVariable":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"inputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"outputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"maxInputCharacters":{"type":"integer","minimum":1000,"maximum":2000000},"maxOutputTokens":{"type":"integer","minimum":50,"maximum":100000},"seconds":{"type":"number","minimum":0.1,"maximum":600},"attempts":{"type":"integer","minimum":1,"maximum":10}}},"reviewRule":{"title":"ReviewRule","type":"object","additionalProperties":false,"minProperties":1,"properties":{"kind":{"enum":["memory","skill","training-plan"]},"path":{"type":"string","minLength":1,"maxLength":256},"reviewers":{"type":"array","minItems":1,"maxItems":1000,"uniqueItems":true,"items":{"type":"string","minLength":3,"maxLength":320,"pattern":"^[^\\s<>]+@[^\\s<>]+$"}},"requiredReviewers":{"type":"integer","minimum":1,"maximum":20},"minSupport":{"type":"integer","minimum":1,"maximum":1000},"reason":{"$ref":"#/$defs/reason"}}},"connectedSource":{"title":"ConnectedSource","type":"object","additionalProperties":false,"required":["runtime"],"properties":{"runtime":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,47}$"},"paths":{"type":"array","minItems":1,"maxItems":50,"items":{"type":"string","minLength":1,"maxLength":1024}}}},"kind":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,47}$"},"allowance":{"title":"Allowance","type":"object","additionalProperties":false,"required":["reason"],"if":{"properties":{"value":true},"required":["value"]},"then":{"properties":{"pattern":false}},"else":{"properties":{"pattern":true},"required":["pattern"]},"properties":{"value":{"type":"string","minLength":1,"maxLength":8192},"pattern":{"type":"string","minLength":1,"maxLength":2000},"kind":{"$ref":"#/$defs/kind"},"reason":{"$ref":"#/$defs/reason"}}},"redactionRule":{"title":"RedactionRule","type":"object","additionalProperties":false,"required":["id","pattern"],"properties":{"id":{"$ref":"#/$defs/kind"},"pattern":{"type":"string","minLength":1,"maxLength":4000},"keywords":{"type":"array","maxItems":50,"items":{"type":"string","pattern":"^[\\x20-\\x7e]{2,100}$"}},"group":{"type":"integer","minimum":0,"maximum":99},"entropy":{"type":"number","minimum":0,"maximum":8},"reason":{"$ref":"#/$defs/reason"}}},"switchedOff":{"title":"SwitchedOff","type":"object","additionalProperties":false,"required":["kind","reason"],"properties":{"kind":{"$ref":"#/$defs/kind"},"runtime":{"$ref":"#/$defs/runtimeGlob"},"path":{"$ref":"#/$defs/path"},"reason":{"$ref":"#/$defs/reason"}}},"denyRule":{"title":"DenyRule","type":"object","additionalProperties":false,"required":["reason"],"minProperties":2,"dependentRequired":{"tool":["drop"],"drop":["tool"]},"properties":{"runtime":{"$ref":"#/$defs/runtimeGlob"},"path":{"$ref":"#/$defs/path"},"tool":{"type":"string","minLength":1,"maxLength":256},"drop":{"enum":["result","arguments","both"]},"reason":{"$ref":"#/$defs/reason"}}},"runtimeGlob":{"type":"string","minLength":1,"maxLength":64},"path":{"type":"string","minLength":1,"maxLength":1024}}};
const schema48 = {"enum":["keep","mask"]};
const schema62 = {"title":"WordingModel","type":"object","additionalProperties":false,"properties":{"budget":{"type":"number","minimum":0},"provider":{"enum":["openai","anthropic"]},"endpoint":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"model":{"type":"string","minLength":1,"maxLength":200},"keyVariable":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"inputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"outputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"maxOutputTokens":{"type":"integer","minimum":50,"maximum":100000},"seconds":{"type":"number","minimum":0.1,"maximum":600},"attempts":{"type":"integer","minimum":1,"maximum":10}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const func0 = require("ajv/dist/runtime/equal").default;
const pattern4 = new RegExp("^[a-z0-9][a-z0-9-]{0,47}$", "u");
const pattern11 = new RegExp("^https?://[^\\s?#@]{1,1000}$", "u");
const pattern12 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,127}$", "u");
const pattern15 = new RegExp("^[^\\s<>]+@[^\\s<>]+$", "u");
const schema33 = {"title":"DenyRule","type":"object","additionalProperties":false,"required":["reason"],"minProperties":2,"dependentRequired":{"tool":["drop"],"drop":["tool"]},"properties":{"runtime":{"$ref":"#/$defs/runtimeGlob"},"path":{"$ref":"#/$defs/path"},"tool":{"type":"string","minLength":1,"maxLength":256},"drop":{"enum":["result","arguments","both"]},"reason":{"$ref":"#/$defs/reason"}}};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 2){
validate21.errors = [{instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 2}}];
return false;
}
else {
let missing0;
if((data.reason === undefined) && (missing0 = "reason")){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "runtime") || (key0 === "path")) || (key0 === "tool")) || (key0 === "drop")) || (key0 === "reason"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.runtime !== undefined){
let data0 = data.runtime;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(func2(data0) > 64){
validate21.errors = [{}];
return false;
}
else {
if(func2(data0) < 1){
validate21.errors = [{}];
return false;
}
}
}
else {
validate21.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.path !== undefined){
let data1 = data.path;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(func2(data1) > 1024){
validate21.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate21.errors = [{}];
return false;
}
}
}
else {
validate21.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data2 = data.tool;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(func2(data2) > 256){
validate21.errors = [{}];
return false;
}
else {
if(func2(data2) < 1){
validate21.errors = [{}];
return false;
}
}
}
else {
validate21.errors = [{}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.drop !== undefined){
let data3 = data.drop;
const _errs10 = errors;
if(!(((data3 === "result") || (data3 === "arguments")) || (data3 === "both"))){
validate21.errors = [{}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data4 = data.reason;
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(typeof data4 === "string"){
if(func2(data4) > 500){
validate21.errors = [{}];
return false;
}
else {
if(func2(data4) < 1){
validate21.errors = [{}];
return false;
}
}
}
else {
validate21.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let missing1;
if(data.tool !== undefined && ((data.drop === undefined) && (missing1 = "drop"))){
validate21.errors = [{instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "tool",
    missingProperty: missing1,
    depsCount: 1,
    deps: "drop"}}];
return false;
}
else {
if(data.drop !== undefined && ((data.tool === undefined) && (missing1 = "tool"))){
validate21.errors = [{instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "drop",
    missingProperty: missing1,
    depsCount: 1,
    deps: "tool"}}];
return false;
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
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
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
let missing0;
if((data.value === undefined) && (missing0 = "value")){
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
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.pattern !== undefined){
validate23.errors = [{}];
return false;
}
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.pattern = true;
props0.value = true;
}
ifClause0 = "then";
}
else {
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.pattern === undefined) && (missing1 = "pattern")){
validate23.errors = [{instancePath,schemaPath:"#/else/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.pattern = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err1 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate23.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.reason === undefined) && (missing2 = "reason")){
validate23.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
const _errs5 = errors;
for(const key0 in data){
if(!((((key0 === "value") || (key0 === "pattern")) || (key0 === "kind")) || (key0 === "reason"))){
validate23.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs5 === errors){
if(data.value !== undefined){
let data1 = data.value;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(func2(data1) > 8192){
validate23.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate23.errors = [{}];
return false;
}
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid2 = _errs6 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.pattern !== undefined){
let data2 = data.pattern;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(func2(data2) > 2000){
validate23.errors = [{}];
return false;
}
else {
if(func2(data2) < 1){
validate23.errors = [{}];
return false;
}
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.kind !== undefined){
let data3 = data.kind;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid2 = _errs10 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.reason !== undefined){
let data4 = data.reason;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data4 === "string"){
if(func2(data4) > 500){
validate23.errors = [{}];
return false;
}
else {
if(func2(data4) < 1){
validate23.errors = [{}];
return false;
}
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid2 = _errs13 === errors;
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
validate23.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern7 = new RegExp("^[\\x20-\\x7e]{2,100}$", "u");

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.id === undefined) && (missing0 = "id")) || ((data.pattern === undefined) && (missing0 = "pattern"))){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "id") || (key0 === "pattern")) || (key0 === "keywords")) || (key0 === "group")) || (key0 === "entropy")) || (key0 === "reason"))){
validate25.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate25.errors = [{}];
return false;
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pattern !== undefined){
let data1 = data.pattern;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(func2(data1) > 4000){
validate25.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate25.errors = [{}];
return false;
}
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keywords !== undefined){
let data2 = data.keywords;
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data2)){
if(data2.length > 50){
validate25.errors = [{}];
return false;
}
else {
var valid2 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(!pattern7.test(data3)){
validate25.errors = [{}];
return false;
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid2 = _errs9 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.group !== undefined){
let data4 = data.group;
const _errs11 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate25.errors = [{}];
return false;
}
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 99 || isNaN(data4)){
validate25.errors = [{}];
return false;
}
else {
if(data4 < 0 || isNaN(data4)){
validate25.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.entropy !== undefined){
let data5 = data.entropy;
const _errs13 = errors;
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 8 || isNaN(data5)){
validate25.errors = [{}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate25.errors = [{}];
return false;
}
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data6 = data.reason;
const _errs15 = errors;
const _errs16 = errors;
if(errors === _errs16){
if(typeof data6 === "string"){
if(func2(data6) > 500){
validate25.errors = [{}];
return false;
}
else {
if(func2(data6) < 1){
validate25.errors = [{}];
return false;
}
}
}
else {
validate25.errors = [{}];
return false;
}
}
var valid0 = _errs15 === errors;
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
else {
validate25.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.kind === undefined) && (missing0 = "kind")) || ((data.reason === undefined) && (missing0 = "reason"))){
validate27.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "kind") || (key0 === "runtime")) || (key0 === "path")) || (key0 === "reason"))){
validate27.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.kind !== undefined){
let data0 = data.kind;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate27.errors = [{}];
return false;
}
}
else {
validate27.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.runtime !== undefined){
let data1 = data.runtime;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(func2(data1) > 64){
validate27.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate27.errors = [{}];
return false;
}
}
}
else {
validate27.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.path !== undefined){
let data2 = data.path;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data2 === "string"){
if(func2(data2) > 1024){
validate27.errors = [{}];
return false;
}
else {
if(func2(data2) < 1){
validate27.errors = [{}];
return false;
}
}
}
else {
validate27.errors = [{}];
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
let data3 = data.reason;
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(typeof data3 === "string"){
if(func2(data3) > 500){
validate27.errors = [{}];
return false;
}
else {
if(func2(data3) < 1){
validate27.errors = [{}];
return false;
}
}
}
else {
validate27.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
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
else {
validate27.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern9 = new RegExp("^[a-z0-9][a-z0-9_-]{0,63}$", "u");

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.name === undefined) && (missing0 = "name")) || ((data.module === undefined) && (missing0 = "module"))){
validate29.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "module")) || (key0 === "weights")) || (key0 === "seconds"))){
validate29.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern9.test(data0)){
validate29.errors = [{}];
return false;
}
}
else {
validate29.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.module !== undefined){
let data1 = data.module;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(func2(data1) > 1024){
validate29.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate29.errors = [{}];
return false;
}
}
}
else {
validate29.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.weights !== undefined){
let data2 = data.weights;
const _errs7 = errors;
if(errors === _errs7){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
const _errs10 = errors;
if(!((typeof data3 == "number") && (isFinite(data3)))){
validate29.errors = [{}];
return false;
}
var valid2 = _errs10 === errors;
if(!valid2){
break;
}
}
}
else {
validate29.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seconds !== undefined){
let data4 = data.seconds;
const _errs12 = errors;
if(errors === _errs12){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 600 || isNaN(data4)){
validate29.errors = [{}];
return false;
}
else {
if(data4 < 0.1 || isNaN(data4)){
validate29.errors = [{}];
return false;
}
}
}
else {
validate29.errors = [{}];
return false;
}
}
var valid0 = _errs12 === errors;
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
else {
validate29.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema60 = {"title":"ModelJudge","type":"object","additionalProperties":false,"required":["name","endpoint","model","inputUsdPerMillion","outputUsdPerMillion"],"properties":{"name":{"$ref":"#/$defs/evaluatorName"},"endpoint":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"model":{"type":"string","minLength":1,"maxLength":200},"keyVariable":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"inputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"outputUsdPerMillion":{"type":"number","minimum":0,"maximum":100000},"maxInputCharacters":{"type":"integer","minimum":1000,"maximum":2000000},"maxOutputTokens":{"type":"integer","minimum":50,"maximum":100000},"seconds":{"type":"number","minimum":0.1,"maximum":600},"attempts":{"type":"integer","minimum":1,"maximum":10}}};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.name === undefined) && (missing0 = "name")) || ((data.endpoint === undefined) && (missing0 = "endpoint"))) || ((data.model === undefined) && (missing0 = "model"))) || ((data.inputUsdPerMillion === undefined) && (missing0 = "inputUsdPerMillion"))) || ((data.outputUsdPerMillion === undefined) && (missing0 = "outputUsdPerMillion"))){
validate31.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema60.properties, key0))){
validate31.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern9.test(data0)){
validate31.errors = [{}];
return false;
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.endpoint !== undefined){
let data1 = data.endpoint;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
validate31.errors = [{}];
return false;
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model !== undefined){
let data2 = data.model;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(func2(data2) > 200){
validate31.errors = [{}];
return false;
}
else {
if(func2(data2) < 1){
validate31.errors = [{}];
return false;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyVariable !== undefined){
let data3 = data.keyVariable;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(!pattern12.test(data3)){
validate31.errors = [{}];
return false;
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inputUsdPerMillion !== undefined){
let data4 = data.inputUsdPerMillion;
const _errs11 = errors;
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100000 || isNaN(data4)){
validate31.errors = [{}];
return false;
}
else {
if(data4 < 0 || isNaN(data4)){
validate31.errors = [{}];
return false;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outputUsdPerMillion !== undefined){
let data5 = data.outputUsdPerMillion;
const _errs13 = errors;
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 100000 || isNaN(data5)){
validate31.errors = [{}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate31.errors = [{}];
return false;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.maxInputCharacters !== undefined){
let data6 = data.maxInputCharacters;
const _errs15 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate31.errors = [{}];
return false;
}
if(errors === _errs15){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 2000000 || isNaN(data6)){
validate31.errors = [{}];
return false;
}
else {
if(data6 < 1000 || isNaN(data6)){
validate31.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.maxOutputTokens !== undefined){
let data7 = data.maxOutputTokens;
const _errs17 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate31.errors = [{}];
return false;
}
if(errors === _errs17){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 100000 || isNaN(data7)){
validate31.errors = [{}];
return false;
}
else {
if(data7 < 50 || isNaN(data7)){
validate31.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seconds !== undefined){
let data8 = data.seconds;
const _errs19 = errors;
if(errors === _errs19){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 600 || isNaN(data8)){
validate31.errors = [{}];
return false;
}
else {
if(data8 < 0.1 || isNaN(data8)){
validate31.errors = [{}];
return false;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attempts !== undefined){
let data9 = data.attempts;
const _errs21 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate31.errors = [{}];
return false;
}
if(errors === _errs21){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 10 || isNaN(data9)){
validate31.errors = [{}];
return false;
}
else {
if(data9 < 1 || isNaN(data9)){
validate31.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs21 === errors;
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
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema63 = {"title":"ReviewRule","type":"object","additionalProperties":false,"minProperties":1,"properties":{"kind":{"enum":["memory","skill","training-plan"]},"path":{"type":"string","minLength":1,"maxLength":256},"reviewers":{"type":"array","minItems":1,"maxItems":1000,"uniqueItems":true,"items":{"type":"string","minLength":3,"maxLength":320,"pattern":"^[^\\s<>]+@[^\\s<>]+$"}},"requiredReviewers":{"type":"integer","minimum":1,"maximum":20},"minSupport":{"type":"integer","minimum":1,"maximum":1000},"reason":{"$ref":"#/$defs/reason"}}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
validate33.errors = [{instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "kind") || (key0 === "path")) || (key0 === "reviewers")) || (key0 === "requiredReviewers")) || (key0 === "minSupport")) || (key0 === "reason"))){
validate33.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.kind !== undefined){
let data0 = data.kind;
const _errs2 = errors;
if(!(((data0 === "memory") || (data0 === "skill")) || (data0 === "training-plan"))){
validate33.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.path !== undefined){
let data1 = data.path;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(func2(data1) > 256){
validate33.errors = [{}];
return false;
}
else {
if(func2(data1) < 1){
validate33.errors = [{}];
return false;
}
}
}
else {
validate33.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reviewers !== undefined){
let data2 = data.reviewers;
const _errs5 = errors;
if(errors === _errs5){
if(Array.isArray(data2)){
if(data2.length > 1000){
validate33.errors = [{}];
return false;
}
else {
if(data2.length < 1){
validate33.errors = [{}];
return false;
}
else {
var valid1 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs7 = errors;
if(errors === _errs7){
if(typeof data3 === "string"){
if(func2(data3) > 320){
validate33.errors = [{}];
return false;
}
else {
if(func2(data3) < 3){
validate33.errors = [{}];
return false;
}
else {
if(!pattern15.test(data3)){
validate33.errors = [{}];
return false;
}
}
}
}
else {
validate33.errors = [{}];
return false;
}
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
if(valid1){
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
validate33.errors = [{}];
return false;
break;
}
indices0[item0] = i1;
}
}
}
}
}
}
else {
validate33.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.requiredReviewers !== undefined){
let data4 = data.requiredReviewers;
const _errs9 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate33.errors = [{}];
return false;
}
if(errors === _errs9){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 20 || isNaN(data4)){
validate33.errors = [{}];
return false;
}
else {
if(data4 < 1 || isNaN(data4)){
validate33.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.minSupport !== undefined){
let data5 = data.minSupport;
const _errs11 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate33.errors = [{}];
return false;
}
if(errors === _errs11){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000 || isNaN(data5)){
validate33.errors = [{}];
return false;
}
else {
if(data5 < 1 || isNaN(data5)){
validate33.errors = [{}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data6 = data.reason;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data6 === "string"){
if(func2(data6) > 500){
validate33.errors = [{}];
return false;
}
else {
if(func2(data6) < 1){
validate33.errors = [{}];
return false;
}
}
}
else {
validate33.errors = [{}];
return false;
}
}
var valid0 = _errs13 === errors;
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
else {
validate33.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema65 = {"title":"MemoryBackend","type":"object","additionalProperties":false,"required":["name","kind","url"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,31}$"},"kind":{"enum":["mem0","mem0-server","rest"]},"url":{"type":"string","pattern":"^https?://[^\\s?#@]{1,1000}$"},"tokenEnv":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,127}$"},"write":{"type":"boolean"},"scope":{"type":"object","minProperties":1,"maxProperties":8,"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,31}$"},"additionalProperties":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[^*\\s]+$"}},"space":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$"},"seconds":{"type":"number","minimum":0.1,"maximum":300},"rest":{"$ref":"#/$defs/restBackend"}}};
const pattern17 = new RegExp("^[a-z0-9][a-z0-9-]{0,31}$", "u");
const pattern20 = new RegExp("^[a-z][a-z0-9_]{0,31}$", "u");
const pattern21 = new RegExp("^[^*\\s]+$", "u");
const pattern22 = new RegExp("^[a-z0-9][a-z0-9._-]*$", "u");
const pattern23 = new RegExp("^[A-Za-z-]+: ?[^{}\\r\\n]*\\{token\\}$", "u");
const pattern25 = new RegExp("^(/[^/]*)*$", "u");
const schema67 = {"title":"RestCall","type":"object","additionalProperties":false,"required":["method","path"],"properties":{"method":{"enum":["GET","POST","PUT","PATCH","DELETE"]},"path":{"type":"string","maxLength":1000,"pattern":"^/[^\\s#]*$"},"body":{},"items":{"$ref":"#/$defs/pointer"},"next":{"$ref":"#/$defs/pointer"}}};
const pattern24 = new RegExp("^/[^\\s#]*$", "u");

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.method === undefined) && (missing0 = "method")) || ((data.path === undefined) && (missing0 = "path"))){
validate37.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "method") || (key0 === "path")) || (key0 === "body")) || (key0 === "items")) || (key0 === "next"))){
validate37.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.method !== undefined){
let data0 = data.method;
const _errs2 = errors;
if(!(((((data0 === "GET") || (data0 === "POST")) || (data0 === "PUT")) || (data0 === "PATCH")) || (data0 === "DELETE"))){
validate37.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.path !== undefined){
let data1 = data.path;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(func2(data1) > 1000){
validate37.errors = [{}];
return false;
}
else {
if(!pattern24.test(data1)){
validate37.errors = [{}];
return false;
}
}
}
else {
validate37.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.items !== undefined){
let data2 = data.items;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(func2(data2) > 200){
validate37.errors = [{}];
return false;
}
else {
if(!pattern25.test(data2)){
validate37.errors = [{}];
return false;
}
}
}
else {
validate37.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next !== undefined){
let data3 = data.next;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(func2(data3) > 200){
validate37.errors = [{}];
return false;
}
else {
if(!pattern25.test(data3)){
validate37.errors = [{}];
return false;
}
}
}
else {
validate37.errors = [{}];
return false;
}
}
var valid0 = _errs8 === errors;
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
else {
validate37.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.list === undefined) && (missing0 = "list")) || ((data.add === undefined) && (missing0 = "add"))) || ((data.update === undefined) && (missing0 = "update"))) || ((data.delete === undefined) && (missing0 = "delete"))) || ((data.item === undefined) && (missing0 = "item"))){
validate36.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "auth") || (key0 === "list")) || (key0 === "search")) || (key0 === "add")) || (key0 === "update")) || (key0 === "delete")) || (key0 === "history")) || (key0 === "item"))){
validate36.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.auth !== undefined){
let data0 = data.auth;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 200){
validate36.errors = [{}];
return false;
}
else {
if(!pattern23.test(data0)){
validate36.errors = [{}];
return false;
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.list !== undefined){
const _errs4 = errors;
if(!(validate37(data.list, {instancePath:instancePath+"/list",parentData:data,parentDataProperty:"list",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.search !== undefined){
const _errs5 = errors;
if(!(validate37(data.search, {instancePath:instancePath+"/search",parentData:data,parentDataProperty:"search",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.add !== undefined){
const _errs6 = errors;
if(!(validate37(data.add, {instancePath:instancePath+"/add",parentData:data,parentDataProperty:"add",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.update !== undefined){
const _errs7 = errors;
if(!(validate37(data.update, {instancePath:instancePath+"/update",parentData:data,parentDataProperty:"update",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.delete !== undefined){
const _errs8 = errors;
if(!(validate37(data.delete, {instancePath:instancePath+"/delete",parentData:data,parentDataProperty:"delete",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.history !== undefined){
const _errs9 = errors;
if(!(validate37(data.history, {instancePath:instancePath+"/history",parentData:data,parentDataProperty:"history",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.item !== undefined){
let data7 = data.item;
const _errs10 = errors;
if(errors === _errs10){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((((data7.id === undefined) && (missing1 = "id")) || ((data7.text === undefined) && (missing1 = "text"))) || ((data7.metadata === undefined) && (missing1 = "metadata"))){
validate36.errors = [{}];
return false;
}
else {
const _errs12 = errors;
for(const key1 in data7){
if(!(((key1 === "id") || (key1 === "text")) || (key1 === "metadata"))){
validate36.errors = [{}];
return false;
break;
}
}
if(_errs12 === errors){
if(data7.id !== undefined){
let data8 = data7.id;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data8 === "string"){
if(func2(data8) > 200){
validate36.errors = [{}];
return false;
}
else {
if(!pattern25.test(data8)){
validate36.errors = [{}];
return false;
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data7.text !== undefined){
let data9 = data7.text;
const _errs16 = errors;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data9 === "string"){
if(func2(data9) > 200){
validate36.errors = [{}];
return false;
}
else {
if(!pattern25.test(data9)){
validate36.errors = [{}];
return false;
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
var valid1 = _errs16 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data7.metadata !== undefined){
let data10 = data7.metadata;
const _errs19 = errors;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data10 === "string"){
if(func2(data10) > 200){
validate36.errors = [{}];
return false;
}
else {
if(!pattern25.test(data10)){
validate36.errors = [{}];
return false;
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
var valid1 = _errs19 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
var valid0 = _errs10 === errors;
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
else {
validate36.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.name === undefined) && (missing0 = "name")) || ((data.kind === undefined) && (missing0 = "kind"))) || ((data.url === undefined) && (missing0 = "url"))){
validate35.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema65.properties, key0))){
validate35.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(!pattern17.test(data0)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kind !== undefined){
let data1 = data.kind;
const _errs4 = errors;
if(!(((data1 === "mem0") || (data1 === "mem0-server")) || (data1 === "rest"))){
validate35.errors = [{}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.url !== undefined){
let data2 = data.url;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data2 === "string"){
if(!pattern11.test(data2)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tokenEnv !== undefined){
let data3 = data.tokenEnv;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data3 === "string"){
if(!pattern12.test(data3)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.write !== undefined){
const _errs9 = errors;
if(typeof data.write !== "boolean"){
validate35.errors = [{}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.scope !== undefined){
let data5 = data.scope;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length > 8){
validate35.errors = [{}];
return false;
}
else {
if(Object.keys(data5).length < 1){
validate35.errors = [{}];
return false;
}
else {
for(const key1 in data5){
const _errs13 = errors;
if(typeof key1 === "string"){
if(!pattern20.test(key1)){
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
var valid1 = _errs13 === errors;
if(!valid1){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate35.errors = vErrors;
return false;
break;
}
}
if(valid1){
for(const key2 in data5){
let data6 = data5[key2];
const _errs15 = errors;
if(errors === _errs15){
if(typeof data6 === "string"){
if(func2(data6) > 200){
validate35.errors = [{}];
return false;
}
else {
if(func2(data6) < 1){
validate35.errors = [{}];
return false;
}
else {
if(!pattern21.test(data6)){
validate35.errors = [{}];
return false;
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid2 = _errs15 === errors;
if(!valid2){
break;
}
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.space !== undefined){
let data7 = data.space;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data7 === "string"){
if(func2(data7) > 64){
validate35.errors = [{}];
return false;
}
else {
if(!pattern22.test(data7)){
validate35.errors = [{}];
return false;
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seconds !== undefined){
let data8 = data.seconds;
const _errs19 = errors;
if(errors === _errs19){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 300 || isNaN(data8)){
validate35.errors = [{}];
return false;
}
else {
if(data8 < 0.1 || isNaN(data8)){
validate35.errors = [{}];
return false;
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rest !== undefined){
const _errs21 = errors;
if(!(validate36(data.rest, {instancePath:instancePath+"/rest",parentData:data,parentDataProperty:"rest",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
var valid0 = _errs21 === errors;
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
validate35.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="policy.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.schemaVersion === undefined) && (missing0 = "schemaVersion")){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate20.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ingestion !== undefined){
let data1 = data.ingestion;
const _errs3 = errors;
if(errors === _errs3){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
const _errs5 = errors;
for(const key1 in data1){
if(!(((((key1 === "maxToolResultBytes") || (key1 === "sources")) || (key1 === "maxSessions")) || (key1 === "maxLineBytes")) || (key1 === "deny"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs5 === errors){
if(data1.maxToolResultBytes !== undefined){
let data2 = data1.maxToolResultBytes;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1024 || isNaN(data2)){
validate20.errors = [{}];
return false;
}
}
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data1.sources !== undefined){
let data3 = data1.sources;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data3)){
if(data3.length > 50){
validate20.errors = [{}];
return false;
}
else {
var valid2 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((data4.runtime === undefined) && (missing1 = "runtime")){
validate20.errors = [{}];
return false;
}
else {
const _errs13 = errors;
for(const key2 in data4){
if(!((key2 === "runtime") || (key2 === "paths"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs13 === errors){
if(data4.runtime !== undefined){
let data5 = data4.runtime;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data5 === "string"){
if(!pattern4.test(data5)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid4 = _errs14 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.paths !== undefined){
let data6 = data4.paths;
const _errs16 = errors;
if(errors === _errs16){
if(Array.isArray(data6)){
if(data6.length > 50){
validate20.errors = [{}];
return false;
}
else {
if(data6.length < 1){
validate20.errors = [{}];
return false;
}
else {
var valid5 = true;
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
const _errs18 = errors;
if(errors === _errs18){
if(typeof data7 === "string"){
if(func2(data7) > 1024){
validate20.errors = [{}];
return false;
}
else {
if(func2(data7) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid5 = _errs18 === errors;
if(!valid5){
break;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid4 = _errs16 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid2 = _errs10 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data1.maxSessions !== undefined){
let data8 = data1.maxSessions;
const _errs20 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs20){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
validate20.errors = [{}];
return false;
}
}
}
var valid1 = _errs20 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data1.maxLineBytes !== undefined){
let data9 = data1.maxLineBytes;
const _errs22 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs22){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 268435456 || isNaN(data9)){
validate20.errors = [{}];
return false;
}
else {
if(data9 < 1024 || isNaN(data9)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid1 = _errs22 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data1.deny !== undefined){
let data10 = data1.deny;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data10)){
if(data10.length > 200){
validate20.errors = [{}];
return false;
}
else {
var valid6 = true;
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
const _errs26 = errors;
if(!(validate21(data10[i2], {instancePath:instancePath+"/ingestion/deny/" + i2,parentData:data10,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid6 = _errs26 === errors;
if(!valid6){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid1 = _errs24 === errors;
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
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redaction !== undefined){
let data12 = data.redaction;
const _errs27 = errors;
if(errors === _errs27){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
const _errs29 = errors;
for(const key3 in data12){
if(!(((((key3 === "allow") || (key3 === "rules")) || (key3 === "gitleaks")) || (key3 === "off")) || (key3 === "personal"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs29 === errors){
if(data12.allow !== undefined){
let data13 = data12.allow;
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data13)){
if(data13.length > 1000){
validate20.errors = [{}];
return false;
}
else {
var valid8 = true;
const len3 = data13.length;
for(let i3=0; i3<len3; i3++){
const _errs32 = errors;
if(!(validate23(data13[i3], {instancePath:instancePath+"/redaction/allow/" + i3,parentData:data13,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var valid8 = _errs32 === errors;
if(!valid8){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid7 = _errs30 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.rules !== undefined){
let data15 = data12.rules;
const _errs33 = errors;
if(errors === _errs33){
if(Array.isArray(data15)){
if(data15.length > 500){
validate20.errors = [{}];
return false;
}
else {
var valid9 = true;
const len4 = data15.length;
for(let i4=0; i4<len4; i4++){
const _errs35 = errors;
if(!(validate25(data15[i4], {instancePath:instancePath+"/redaction/rules/" + i4,parentData:data15,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var valid9 = _errs35 === errors;
if(!valid9){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid7 = _errs33 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.gitleaks !== undefined){
let data17 = data12.gitleaks;
const _errs36 = errors;
if(errors === _errs36){
if(typeof data17 === "string"){
if(func2(data17) > 1024){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid7 = _errs36 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.off !== undefined){
let data18 = data12.off;
const _errs38 = errors;
if(errors === _errs38){
if(Array.isArray(data18)){
if(data18.length > 200){
validate20.errors = [{}];
return false;
}
else {
var valid10 = true;
const len5 = data18.length;
for(let i5=0; i5<len5; i5++){
const _errs40 = errors;
if(!(validate27(data18[i5], {instancePath:instancePath+"/redaction/off/" + i5,parentData:data18,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
var valid10 = _errs40 === errors;
if(!valid10){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.personal !== undefined){
let data20 = data12.personal;
const _errs41 = errors;
if(errors === _errs41){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
const _errs43 = errors;
for(const key4 in data20){
if(!((((((key4 === "email") || (key4 === "phone")) || (key4 === "card")) || (key4 === "iban")) || (key4 === "ip")) || (key4 === "names"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs43 === errors){
if(data20.email !== undefined){
let data21 = data20.email;
const _errs44 = errors;
if(!((data21 === "keep") || (data21 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs44 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data20.phone !== undefined){
let data22 = data20.phone;
const _errs46 = errors;
if(!((data22 === "keep") || (data22 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs46 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data20.card !== undefined){
let data23 = data20.card;
const _errs48 = errors;
if(!((data23 === "keep") || (data23 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs48 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data20.iban !== undefined){
let data24 = data20.iban;
const _errs50 = errors;
if(!((data24 === "keep") || (data24 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs50 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data20.ip !== undefined){
let data25 = data20.ip;
const _errs52 = errors;
if(!((data25 === "keep") || (data25 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs52 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data20.names !== undefined){
let data26 = data20.names;
const _errs54 = errors;
if(!((data26 === "keep") || (data26 === "mask"))){
validate20.errors = [{}];
return false;
}
var valid11 = _errs54 === errors;
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
}
else {
validate20.errors = [{}];
return false;
}
}
var valid7 = _errs41 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.evaluation !== undefined){
let data27 = data.evaluation;
const _errs56 = errors;
if(errors === _errs56){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
const _errs58 = errors;
for(const key5 in data27){
if(!((((((key5 === "evaluator") || (key5 === "weights")) || (key5 === "learning")) || (key5 === "evaluators")) || (key5 === "judges")) || (key5 === "budget"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs58 === errors){
if(data27.evaluator !== undefined){
const _errs59 = errors;
if(typeof data27.evaluator !== "string"){
validate20.errors = [{}];
return false;
}
var valid18 = _errs59 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.weights !== undefined){
let data29 = data27.weights;
const _errs61 = errors;
if(errors === _errs61){
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key6 in data29){
let data30 = data29[key6];
const _errs64 = errors;
if(!((typeof data30 == "number") && (isFinite(data30)))){
validate20.errors = [{}];
return false;
}
var valid19 = _errs64 === errors;
if(!valid19){
break;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid18 = _errs61 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.learning !== undefined){
let data31 = data27.learning;
const _errs66 = errors;
if(errors === _errs66){
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
const _errs68 = errors;
for(const key7 in data31){
if(!((((key7 === "succeeded") || (key7 === "tools")) || (key7 === "recovered")) || (key7 === "general"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs68 === errors){
if(data31.succeeded !== undefined){
let data32 = data31.succeeded;
const _errs69 = errors;
const _errs70 = errors;
if(errors === _errs70){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 1000 || isNaN(data32)){
validate20.errors = [{}];
return false;
}
else {
if(data32 < 0 || isNaN(data32)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid20 = _errs69 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data31.tools !== undefined){
let data33 = data31.tools;
const _errs72 = errors;
const _errs73 = errors;
if(errors === _errs73){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 1000 || isNaN(data33)){
validate20.errors = [{}];
return false;
}
else {
if(data33 < 0 || isNaN(data33)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid20 = _errs72 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data31.recovered !== undefined){
let data34 = data31.recovered;
const _errs75 = errors;
const _errs76 = errors;
if(errors === _errs76){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 1000 || isNaN(data34)){
validate20.errors = [{}];
return false;
}
else {
if(data34 < 0 || isNaN(data34)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid20 = _errs75 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data31.general !== undefined){
let data35 = data31.general;
const _errs78 = errors;
const _errs79 = errors;
if(errors === _errs79){
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 1000 || isNaN(data35)){
validate20.errors = [{}];
return false;
}
else {
if(data35 < 0 || isNaN(data35)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid20 = _errs78 === errors;
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
validate20.errors = [{}];
return false;
}
}
var valid18 = _errs66 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.evaluators !== undefined){
let data36 = data27.evaluators;
const _errs81 = errors;
if(errors === _errs81){
if(Array.isArray(data36)){
if(data36.length > 20){
validate20.errors = [{}];
return false;
}
else {
var valid25 = true;
const len6 = data36.length;
for(let i6=0; i6<len6; i6++){
const _errs83 = errors;
if(!(validate29(data36[i6], {instancePath:instancePath+"/evaluation/evaluators/" + i6,parentData:data36,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
var valid25 = _errs83 === errors;
if(!valid25){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid18 = _errs81 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.judges !== undefined){
let data38 = data27.judges;
const _errs84 = errors;
if(errors === _errs84){
if(Array.isArray(data38)){
if(data38.length > 20){
validate20.errors = [{}];
return false;
}
else {
var valid26 = true;
const len7 = data38.length;
for(let i7=0; i7<len7; i7++){
const _errs86 = errors;
if(!(validate31(data38[i7], {instancePath:instancePath+"/evaluation/judges/" + i7,parentData:data38,parentDataProperty:i7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid26 = _errs86 === errors;
if(!valid26){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid18 = _errs84 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.budget !== undefined){
let data40 = data27.budget;
const _errs87 = errors;
if(errors === _errs87){
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid18 = _errs87 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs56 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.distillation !== undefined){
let data41 = data.distillation;
const _errs89 = errors;
if(errors === _errs89){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
const _errs91 = errors;
for(const key8 in data41){
if(!(func1.call(schema31.properties.distillation.properties, key8))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs91 === errors){
if(data41.kinds !== undefined){
let data42 = data41.kinds;
const _errs92 = errors;
if(errors === _errs92){
if(Array.isArray(data42)){
var valid28 = true;
const len8 = data42.length;
for(let i8=0; i8<len8; i8++){
let data43 = data42[i8];
const _errs94 = errors;
if(!((data43 === "memory") || (data43 === "skill"))){
validate20.errors = [{}];
return false;
}
var valid28 = _errs94 === errors;
if(!valid28){
break;
}
}
if(valid28){
let i9 = data42.length;
let j0;
if(i9 > 1){
outer0:
for(;i9--;){
for(j0 = i9; j0--;){
if(func0(data42[i9], data42[j0])){
validate20.errors = [{}];
return false;
break outer0;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid27 = _errs92 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minSupportStated !== undefined){
let data44 = data41.minSupportStated;
const _errs95 = errors;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs95){
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 1 || isNaN(data44)){
validate20.errors = [{}];
return false;
}
}
}
var valid27 = _errs95 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minSupportInferred !== undefined){
let data45 = data41.minSupportInferred;
const _errs97 = errors;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs97){
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 1 || isNaN(data45)){
validate20.errors = [{}];
return false;
}
}
}
var valid27 = _errs97 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.complexityThreshold !== undefined){
let data46 = data41.complexityThreshold;
const _errs99 = errors;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs99){
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
validate20.errors = [{}];
return false;
}
}
}
var valid27 = _errs99 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minTurns !== undefined){
let data47 = data41.minTurns;
const _errs101 = errors;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs101){
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 0 || isNaN(data47)){
validate20.errors = [{}];
return false;
}
}
}
var valid27 = _errs101 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minLearningValue !== undefined){
let data48 = data41.minLearningValue;
const _errs103 = errors;
if(errors === _errs103){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 1 || isNaN(data48)){
validate20.errors = [{}];
return false;
}
else {
if(data48 < 0 || isNaN(data48)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid27 = _errs103 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.goodExamplesOnly !== undefined){
const _errs105 = errors;
if(typeof data41.goodExamplesOnly !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid27 = _errs105 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minHeldOutFit !== undefined){
let data50 = data41.minHeldOutFit;
const _errs107 = errors;
if(errors === _errs107){
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 > 1 || isNaN(data50)){
validate20.errors = [{}];
return false;
}
else {
if(data50 < 0 || isNaN(data50)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid27 = _errs107 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.minSupportAfterRejection !== undefined){
let data51 = data41.minSupportAfterRejection;
const _errs109 = errors;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs109){
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 1 || isNaN(data51)){
validate20.errors = [{}];
return false;
}
}
}
var valid27 = _errs109 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.languages !== undefined){
let data52 = data41.languages;
const _errs111 = errors;
if(errors === _errs111){
if(Array.isArray(data52)){
if(data52.length > 10){
validate20.errors = [{}];
return false;
}
else {
var valid30 = true;
const len9 = data52.length;
for(let i10=0; i10<len9; i10++){
let data53 = data52[i10];
const _errs113 = errors;
if(!((((((((((data53 === "en") || (data53 === "es")) || (data53 === "pt")) || (data53 === "fr")) || (data53 === "it")) || (data53 === "de")) || (data53 === "ru")) || (data53 === "zh")) || (data53 === "ja")) || (data53 === "ko"))){
validate20.errors = [{}];
return false;
}
var valid30 = _errs113 === errors;
if(!valid30){
break;
}
}
if(valid30){
let i11 = data52.length;
let j1;
if(i11 > 1){
outer1:
for(;i11--;){
for(j1 = i11; j1--;){
if(func0(data52[i11], data52[j1])){
validate20.errors = [{}];
return false;
break outer1;
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid27 = _errs111 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data41.model !== undefined){
let data54 = data41.model;
const _errs114 = errors;
const _errs115 = errors;
if(errors === _errs115){
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
const _errs117 = errors;
for(const key9 in data54){
if(!(func1.call(schema62.properties, key9))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs117 === errors){
if(data54.budget !== undefined){
let data55 = data54.budget;
const _errs118 = errors;
if(errors === _errs118){
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 < 0 || isNaN(data55)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs118 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.provider !== undefined){
let data56 = data54.provider;
const _errs120 = errors;
if(!((data56 === "openai") || (data56 === "anthropic"))){
validate20.errors = [{}];
return false;
}
var valid33 = _errs120 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.endpoint !== undefined){
let data57 = data54.endpoint;
const _errs121 = errors;
if(errors === _errs121){
if(typeof data57 === "string"){
if(!pattern11.test(data57)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs121 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.model !== undefined){
let data58 = data54.model;
const _errs123 = errors;
if(errors === _errs123){
if(typeof data58 === "string"){
if(func2(data58) > 200){
validate20.errors = [{}];
return false;
}
else {
if(func2(data58) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs123 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.keyVariable !== undefined){
let data59 = data54.keyVariable;
const _errs125 = errors;
if(errors === _errs125){
if(typeof data59 === "string"){
if(!pattern12.test(data59)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs125 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.inputUsdPerMillion !== undefined){
let data60 = data54.inputUsdPerMillion;
const _errs127 = errors;
if(errors === _errs127){
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 100000 || isNaN(data60)){
validate20.errors = [{}];
return false;
}
else {
if(data60 < 0 || isNaN(data60)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs127 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.outputUsdPerMillion !== undefined){
let data61 = data54.outputUsdPerMillion;
const _errs129 = errors;
if(errors === _errs129){
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 > 100000 || isNaN(data61)){
validate20.errors = [{}];
return false;
}
else {
if(data61 < 0 || isNaN(data61)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs129 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.maxOutputTokens !== undefined){
let data62 = data54.maxOutputTokens;
const _errs131 = errors;
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs131){
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 > 100000 || isNaN(data62)){
validate20.errors = [{}];
return false;
}
else {
if(data62 < 50 || isNaN(data62)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid33 = _errs131 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.seconds !== undefined){
let data63 = data54.seconds;
const _errs133 = errors;
if(errors === _errs133){
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 > 600 || isNaN(data63)){
validate20.errors = [{}];
return false;
}
else {
if(data63 < 0.1 || isNaN(data63)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid33 = _errs133 === errors;
}
else {
var valid33 = true;
}
if(valid33){
if(data54.attempts !== undefined){
let data64 = data54.attempts;
const _errs135 = errors;
if(!(((typeof data64 == "number") && (!(data64 % 1) && !isNaN(data64))) && (isFinite(data64)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs135){
if((typeof data64 == "number") && (isFinite(data64))){
if(data64 > 10 || isNaN(data64)){
validate20.errors = [{}];
return false;
}
else {
if(data64 < 1 || isNaN(data64)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid33 = _errs135 === errors;
}
else {
var valid33 = true;
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
validate20.errors = [{}];
return false;
}
}
var valid27 = _errs114 === errors;
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
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs89 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.review !== undefined){
let data65 = data.review;
const _errs137 = errors;
if(errors === _errs137){
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
const _errs139 = errors;
for(const key10 in data65){
if(!((((((((key10 === "maxOpenProposals") || (key10 === "requireDecision")) || (key10 === "reviewers")) || (key10 === "authorMayApprove")) || (key10 === "requiredReviewers")) || (key10 === "minSupport")) || (key10 === "rules")) || (key10 === "signed"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs139 === errors){
if(data65.maxOpenProposals !== undefined){
let data66 = data65.maxOpenProposals;
const _errs140 = errors;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs140){
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 < 1 || isNaN(data66)){
validate20.errors = [{}];
return false;
}
}
}
var valid34 = _errs140 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.requireDecision !== undefined){
const _errs142 = errors;
if(typeof data65.requireDecision !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid34 = _errs142 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.reviewers !== undefined){
let data68 = data65.reviewers;
const _errs144 = errors;
if(errors === _errs144){
if(Array.isArray(data68)){
if(data68.length > 1000){
validate20.errors = [{}];
return false;
}
else {
var valid35 = true;
const len10 = data68.length;
for(let i12=0; i12<len10; i12++){
let data69 = data68[i12];
const _errs146 = errors;
if(errors === _errs146){
if(typeof data69 === "string"){
if(func2(data69) > 320){
validate20.errors = [{}];
return false;
}
else {
if(func2(data69) < 3){
validate20.errors = [{}];
return false;
}
else {
if(!pattern15.test(data69)){
validate20.errors = [{}];
return false;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid35 = _errs146 === errors;
if(!valid35){
break;
}
}
if(valid35){
let i13 = data68.length;
let j2;
if(i13 > 1){
const indices0 = {};
for(;i13--;){
let item0 = data68[i13];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j2 = indices0[item0];
validate20.errors = [{}];
return false;
break;
}
indices0[item0] = i13;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid34 = _errs144 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.authorMayApprove !== undefined){
const _errs148 = errors;
if(typeof data65.authorMayApprove !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid34 = _errs148 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.requiredReviewers !== undefined){
let data71 = data65.requiredReviewers;
const _errs150 = errors;
if(!(((typeof data71 == "number") && (!(data71 % 1) && !isNaN(data71))) && (isFinite(data71)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs150){
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 > 20 || isNaN(data71)){
validate20.errors = [{}];
return false;
}
else {
if(data71 < 1 || isNaN(data71)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid34 = _errs150 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.minSupport !== undefined){
let data72 = data65.minSupport;
const _errs152 = errors;
if(!(((typeof data72 == "number") && (!(data72 % 1) && !isNaN(data72))) && (isFinite(data72)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs152){
if((typeof data72 == "number") && (isFinite(data72))){
if(data72 > 1000 || isNaN(data72)){
validate20.errors = [{}];
return false;
}
else {
if(data72 < 1 || isNaN(data72)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid34 = _errs152 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.rules !== undefined){
let data73 = data65.rules;
const _errs154 = errors;
if(errors === _errs154){
if(Array.isArray(data73)){
if(data73.length > 200){
validate20.errors = [{}];
return false;
}
else {
var valid37 = true;
const len11 = data73.length;
for(let i14=0; i14<len11; i14++){
const _errs156 = errors;
if(!(validate33(data73[i14], {instancePath:instancePath+"/review/rules/" + i14,parentData:data73,parentDataProperty:i14,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
var valid37 = _errs156 === errors;
if(!valid37){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid34 = _errs154 === errors;
}
else {
var valid34 = true;
}
if(valid34){
if(data65.signed !== undefined){
let data75 = data65.signed;
const _errs157 = errors;
if(!(((data75 === "none") || (data75 === "decisions")) || (data75 === "commits"))){
validate20.errors = [{}];
return false;
}
var valid34 = _errs157 === errors;
}
else {
var valid34 = true;
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
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs137 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.threats !== undefined){
let data76 = data.threats;
const _errs158 = errors;
if(errors === _errs158){
if(data76 && typeof data76 == "object" && !Array.isArray(data76)){
const _errs160 = errors;
for(const key11 in data76){
if(!(((key11 === "caution") || (key11 === "dangerous")) || (key11 === "secondReviewer"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs160 === errors){
if(data76.caution !== undefined){
let data77 = data76.caution;
const _errs161 = errors;
if(!(((data77 === "allow") || (data77 === "warn")) || (data77 === "confirm"))){
validate20.errors = [{}];
return false;
}
var valid38 = _errs161 === errors;
}
else {
var valid38 = true;
}
if(valid38){
if(data76.dangerous !== undefined){
let data78 = data76.dangerous;
const _errs162 = errors;
if(!((data78 === "confirm") || (data78 === "refuse"))){
validate20.errors = [{}];
return false;
}
var valid38 = _errs162 === errors;
}
else {
var valid38 = true;
}
if(valid38){
if(data76.secondReviewer !== undefined){
const _errs163 = errors;
if(typeof data76.secondReviewer !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid38 = _errs163 === errors;
}
else {
var valid38 = true;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs158 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.dataset !== undefined){
let data80 = data.dataset;
const _errs165 = errors;
if(errors === _errs165){
if(data80 && typeof data80 == "object" && !Array.isArray(data80)){
const _errs167 = errors;
for(const key12 in data80){
if(!(func1.call(schema31.properties.dataset.properties, key12))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs167 === errors){
if(data80.minScore !== undefined){
let data81 = data80.minScore;
const _errs168 = errors;
if(!(((typeof data81 == "number") && (!(data81 % 1) && !isNaN(data81))) && (isFinite(data81)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs168){
if((typeof data81 == "number") && (isFinite(data81))){
if(data81 > 100 || isNaN(data81)){
validate20.errors = [{}];
return false;
}
else {
if(data81 < 0 || isNaN(data81)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid39 = _errs168 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.requireApproval !== undefined){
const _errs170 = errors;
if(typeof data80.requireApproval !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid39 = _errs170 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.reasoning !== undefined){
let data83 = data80.reasoning;
const _errs172 = errors;
if(!((data83 === "leave-out") || (data83 === "keep"))){
validate20.errors = [{}];
return false;
}
var valid39 = _errs172 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.nearDuplicates !== undefined){
let data84 = data80.nearDuplicates;
const _errs173 = errors;
if(!((data84 === "keep") || (data84 === "collapse"))){
validate20.errors = [{}];
return false;
}
var valid39 = _errs173 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.preferences !== undefined){
let data85 = data80.preferences;
const _errs174 = errors;
if(errors === _errs174){
if(data85 && typeof data85 == "object" && !Array.isArray(data85)){
const _errs176 = errors;
for(const key13 in data85){
if(!(((key13 === "explicit") || (key13 === "corrections")) || (key13 === "retries"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs176 === errors){
if(data85.explicit !== undefined){
const _errs177 = errors;
if(typeof data85.explicit !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid40 = _errs177 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data85.corrections !== undefined){
const _errs179 = errors;
if(typeof data85.corrections !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid40 = _errs179 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data85.retries !== undefined){
const _errs181 = errors;
if(typeof data85.retries !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid40 = _errs181 === errors;
}
else {
var valid40 = true;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid39 = _errs174 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.threats !== undefined){
let data89 = data80.threats;
const _errs183 = errors;
if(!((data89 === "refuse") || (data89 === "allow"))){
validate20.errors = [{}];
return false;
}
var valid39 = _errs183 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.licence !== undefined){
let data90 = data80.licence;
const _errs184 = errors;
if(errors === _errs184){
if(typeof data90 === "string"){
if(func2(data90) > 200){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid39 = _errs184 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.minRecords !== undefined){
let data91 = data80.minRecords;
const _errs186 = errors;
if(!(((typeof data91 == "number") && (!(data91 % 1) && !isNaN(data91))) && (isFinite(data91)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs186){
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 < 1 || isNaN(data91)){
validate20.errors = [{}];
return false;
}
}
}
var valid39 = _errs186 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.minTokens !== undefined){
let data92 = data80.minTokens;
const _errs188 = errors;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs188){
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 < 0 || isNaN(data92)){
validate20.errors = [{}];
return false;
}
}
}
var valid39 = _errs188 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.splits !== undefined){
let data93 = data80.splits;
const _errs190 = errors;
if(errors === _errs190){
if(typeof data93 === "string"){
if(func2(data93) > 1000){
validate20.errors = [{}];
return false;
}
else {
if(func2(data93) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid39 = _errs190 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.autoExport !== undefined){
const _errs192 = errors;
if(typeof data80.autoExport !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid39 = _errs192 === errors;
}
else {
var valid39 = true;
}
if(valid39){
if(data80.out !== undefined){
let data95 = data80.out;
const _errs194 = errors;
if(errors === _errs194){
if(typeof data95 === "string"){
if(func2(data95) > 1024){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid39 = _errs194 === errors;
}
else {
var valid39 = true;
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
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs165 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.training !== undefined){
let data96 = data.training;
const _errs196 = errors;
if(errors === _errs196){
if(data96 && typeof data96 == "object" && !Array.isArray(data96)){
const _errs198 = errors;
for(const key14 in data96){
if(!((((key14 === "trainers") || (key14 === "methods")) || (key14 === "baseModels")) || (key14 === "maxCost"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs198 === errors){
if(data96.trainers !== undefined){
let data97 = data96.trainers;
const _errs199 = errors;
if(errors === _errs199){
if(Array.isArray(data97)){
var valid42 = true;
const len12 = data97.length;
for(let i15=0; i15<len12; i15++){
let data98 = data97[i15];
const _errs201 = errors;
if(!(((data98 === "trl") || (data98 === "unsloth")) || (data98 === "axolotl"))){
validate20.errors = [{}];
return false;
}
var valid42 = _errs201 === errors;
if(!valid42){
break;
}
}
if(valid42){
let i16 = data97.length;
let j3;
if(i16 > 1){
outer2:
for(;i16--;){
for(j3 = i16; j3--;){
if(func0(data97[i16], data97[j3])){
validate20.errors = [{}];
return false;
break outer2;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid41 = _errs199 === errors;
}
else {
var valid41 = true;
}
if(valid41){
if(data96.methods !== undefined){
let data99 = data96.methods;
const _errs202 = errors;
if(errors === _errs202){
if(Array.isArray(data99)){
var valid44 = true;
const len13 = data99.length;
for(let i17=0; i17<len13; i17++){
let data100 = data99[i17];
const _errs204 = errors;
if(!((((data100 === "sft") || (data100 === "dpo")) || (data100 === "kto")) || (data100 === "grpo"))){
validate20.errors = [{}];
return false;
}
var valid44 = _errs204 === errors;
if(!valid44){
break;
}
}
if(valid44){
let i18 = data99.length;
let j4;
if(i18 > 1){
outer3:
for(;i18--;){
for(j4 = i18; j4--;){
if(func0(data99[i18], data99[j4])){
validate20.errors = [{}];
return false;
break outer3;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid41 = _errs202 === errors;
}
else {
var valid41 = true;
}
if(valid41){
if(data96.baseModels !== undefined){
let data101 = data96.baseModels;
const _errs205 = errors;
if(errors === _errs205){
if(Array.isArray(data101)){
if(data101.length > 100){
validate20.errors = [{}];
return false;
}
else {
var valid46 = true;
const len14 = data101.length;
for(let i19=0; i19<len14; i19++){
let data102 = data101[i19];
const _errs207 = errors;
if(errors === _errs207){
if(typeof data102 === "string"){
if(func2(data102) > 256){
validate20.errors = [{}];
return false;
}
else {
if(func2(data102) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid46 = _errs207 === errors;
if(!valid46){
break;
}
}
if(valid46){
let i20 = data101.length;
let j5;
if(i20 > 1){
const indices1 = {};
for(;i20--;){
let item1 = data101[i20];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j5 = indices1[item1];
validate20.errors = [{}];
return false;
break;
}
indices1[item1] = i20;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid41 = _errs205 === errors;
}
else {
var valid41 = true;
}
if(valid41){
if(data96.maxCost !== undefined){
let data103 = data96.maxCost;
const _errs209 = errors;
if(errors === _errs209){
if((typeof data103 == "number") && (isFinite(data103))){
if(data103 < 0 || isNaN(data103)){
validate20.errors = [{}];
return false;
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid41 = _errs209 === errors;
}
else {
var valid41 = true;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs196 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.retention !== undefined){
let data104 = data.retention;
const _errs211 = errors;
if(errors === _errs211){
if(data104 && typeof data104 == "object" && !Array.isArray(data104)){
const _errs213 = errors;
for(const key15 in data104){
if(!(((key15 === "unreachableDays") || (key15 === "archiveDays")) || (key15 === "keptDays"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs213 === errors){
if(data104.unreachableDays !== undefined){
let data105 = data104.unreachableDays;
const _errs214 = errors;
if(!(((typeof data105 == "number") && (!(data105 % 1) && !isNaN(data105))) && (isFinite(data105)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs214){
if((typeof data105 == "number") && (isFinite(data105))){
if(data105 > 36500 || isNaN(data105)){
validate20.errors = [{}];
return false;
}
else {
if(data105 < 1 || isNaN(data105)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid48 = _errs214 === errors;
}
else {
var valid48 = true;
}
if(valid48){
if(data104.archiveDays !== undefined){
let data106 = data104.archiveDays;
const _errs216 = errors;
if(!(((typeof data106 == "number") && (!(data106 % 1) && !isNaN(data106))) && (isFinite(data106)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs216){
if((typeof data106 == "number") && (isFinite(data106))){
if(data106 > 36500 || isNaN(data106)){
validate20.errors = [{}];
return false;
}
else {
if(data106 < 0 || isNaN(data106)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid48 = _errs216 === errors;
}
else {
var valid48 = true;
}
if(valid48){
if(data104.keptDays !== undefined){
let data107 = data104.keptDays;
const _errs218 = errors;
if(!(((typeof data107 == "number") && (!(data107 % 1) && !isNaN(data107))) && (isFinite(data107)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs218){
if((typeof data107 == "number") && (isFinite(data107))){
if(data107 > 36500 || isNaN(data107)){
validate20.errors = [{}];
return false;
}
else {
if(data107 < 0 || isNaN(data107)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid48 = _errs218 === errors;
}
else {
var valid48 = true;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs211 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.apply !== undefined){
let data108 = data.apply;
const _errs220 = errors;
if(errors === _errs220){
if(data108 && typeof data108 == "object" && !Array.isArray(data108)){
const _errs222 = errors;
for(const key16 in data108){
if(!((((key16 === "targets") || (key16 === "hermesPending")) || (key16 === "memoryOrder")) || (key16 === "limits"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs222 === errors){
if(data108.targets !== undefined){
let data109 = data108.targets;
const _errs223 = errors;
if(errors === _errs223){
if(Array.isArray(data109)){
if(data109.length > 50){
validate20.errors = [{}];
return false;
}
else {
var valid50 = true;
const len15 = data109.length;
for(let i21=0; i21<len15; i21++){
let data110 = data109[i21];
const _errs225 = errors;
if(errors === _errs225){
if(typeof data110 === "string"){
if(func2(data110) > 1024){
validate20.errors = [{}];
return false;
}
else {
if(func2(data110) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid50 = _errs225 === errors;
if(!valid50){
break;
}
}
if(valid50){
let i22 = data109.length;
let j6;
if(i22 > 1){
const indices2 = {};
for(;i22--;){
let item2 = data109[i22];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j6 = indices2[item2];
validate20.errors = [{}];
return false;
break;
}
indices2[item2] = i22;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid49 = _errs223 === errors;
}
else {
var valid49 = true;
}
if(valid49){
if(data108.hermesPending !== undefined){
const _errs227 = errors;
if(typeof data108.hermesPending !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid49 = _errs227 === errors;
}
else {
var valid49 = true;
}
if(valid49){
if(data108.memoryOrder !== undefined){
let data112 = data108.memoryOrder;
const _errs229 = errors;
if(errors === _errs229){
if(Array.isArray(data112)){
if(data112.length > 4){
validate20.errors = [{}];
return false;
}
else {
if(data112.length < 1){
validate20.errors = [{}];
return false;
}
else {
var valid52 = true;
const len16 = data112.length;
for(let i23=0; i23<len16; i23++){
let data113 = data112[i23];
const _errs231 = errors;
if(!((((data113 === "scope") || (data113 === "support")) || (data113 === "recency")) || (data113 === "use"))){
validate20.errors = [{}];
return false;
}
var valid52 = _errs231 === errors;
if(!valid52){
break;
}
}
if(valid52){
let i24 = data112.length;
let j7;
if(i24 > 1){
outer4:
for(;i24--;){
for(j7 = i24; j7--;){
if(func0(data112[i24], data112[j7])){
validate20.errors = [{}];
return false;
break outer4;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid49 = _errs229 === errors;
}
else {
var valid49 = true;
}
if(valid49){
if(data108.limits !== undefined){
let data114 = data108.limits;
const _errs232 = errors;
if(errors === _errs232){
if(data114 && typeof data114 == "object" && !Array.isArray(data114)){
if(Object.keys(data114).length > 50){
validate20.errors = [{}];
return false;
}
else {
for(const key17 in data114){
let data115 = data114[key17];
const _errs235 = errors;
if(!(((typeof data115 == "number") && (!(data115 % 1) && !isNaN(data115))) && (isFinite(data115)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs235){
if((typeof data115 == "number") && (isFinite(data115))){
if(data115 > 100000 || isNaN(data115)){
validate20.errors = [{}];
return false;
}
else {
if(data115 < 100 || isNaN(data115)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid54 = _errs235 === errors;
if(!valid54){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid49 = _errs232 === errors;
}
else {
var valid49 = true;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs220 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rollout !== undefined){
let data116 = data.rollout;
const _errs237 = errors;
if(errors === _errs237){
if(data116 && typeof data116 == "object" && !Array.isArray(data116)){
const _errs239 = errors;
for(const key18 in data116){
if(!((((key18 === "guard") || (key18 === "alpha")) || (key18 === "minSessions")) || (key18 === "harmMargin"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs239 === errors){
if(data116.guard !== undefined){
let data117 = data116.guard;
const _errs240 = errors;
if(!(((data117 === "propose") || (data117 === "perform")) || (data117 === "off"))){
validate20.errors = [{}];
return false;
}
var valid55 = _errs240 === errors;
}
else {
var valid55 = true;
}
if(valid55){
if(data116.alpha !== undefined){
let data118 = data116.alpha;
const _errs241 = errors;
if(errors === _errs241){
if((typeof data118 == "number") && (isFinite(data118))){
if(data118 > 0.5 || isNaN(data118)){
validate20.errors = [{}];
return false;
}
else {
if(data118 <= 0 || isNaN(data118)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid55 = _errs241 === errors;
}
else {
var valid55 = true;
}
if(valid55){
if(data116.minSessions !== undefined){
let data119 = data116.minSessions;
const _errs243 = errors;
if(!(((typeof data119 == "number") && (!(data119 % 1) && !isNaN(data119))) && (isFinite(data119)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs243){
if((typeof data119 == "number") && (isFinite(data119))){
if(data119 < 1 || isNaN(data119)){
validate20.errors = [{}];
return false;
}
}
}
var valid55 = _errs243 === errors;
}
else {
var valid55 = true;
}
if(valid55){
if(data116.harmMargin !== undefined){
let data120 = data116.harmMargin;
const _errs245 = errors;
if(errors === _errs245){
if((typeof data120 == "number") && (isFinite(data120))){
if(data120 > 0.5 || isNaN(data120)){
validate20.errors = [{}];
return false;
}
else {
if(data120 < 0.01 || isNaN(data120)){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid55 = _errs245 === errors;
}
else {
var valid55 = true;
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs237 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ledger !== undefined){
let data121 = data.ledger;
const _errs247 = errors;
if(errors === _errs247){
if(data121 && typeof data121 == "object" && !Array.isArray(data121)){
const _errs249 = errors;
for(const key19 in data121){
if(!(key19 === "publishTo")){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs249 === errors){
if(data121.publishTo !== undefined){
let data122 = data121.publishTo;
const _errs250 = errors;
if(errors === _errs250){
if(Array.isArray(data122)){
if(data122.length > 50){
validate20.errors = [{}];
return false;
}
else {
var valid57 = true;
const len17 = data122.length;
for(let i25=0; i25<len17; i25++){
let data123 = data122[i25];
const _errs252 = errors;
if(errors === _errs252){
if(typeof data123 === "string"){
if(func2(data123) > 1024){
validate20.errors = [{}];
return false;
}
else {
if(func2(data123) < 1){
validate20.errors = [{}];
return false;
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid57 = _errs252 === errors;
if(!valid57){
break;
}
}
if(valid57){
let i26 = data122.length;
let j8;
if(i26 > 1){
const indices3 = {};
for(;i26--;){
let item3 = data122[i26];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j8 = indices3[item3];
validate20.errors = [{}];
return false;
break;
}
indices3[item3] = i26;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs247 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.hosting !== undefined){
let data124 = data.hosting;
const _errs254 = errors;
if(errors === _errs254){
if(data124 && typeof data124 == "object" && !Array.isArray(data124)){
const _errs256 = errors;
for(const key20 in data124){
if(!(key20 === "main")){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs256 === errors){
if(data124.main !== undefined){
let data125 = data124.main;
if(!((data125 === "push") || (data125 === "pull-request"))){
validate20.errors = [{}];
return false;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs254 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.memory !== undefined){
let data126 = data.memory;
const _errs258 = errors;
if(errors === _errs258){
if(data126 && typeof data126 == "object" && !Array.isArray(data126)){
const _errs260 = errors;
for(const key21 in data126){
if(!(key21 === "backends")){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs260 === errors){
if(data126.backends !== undefined){
let data127 = data126.backends;
const _errs261 = errors;
if(errors === _errs261){
if(Array.isArray(data127)){
if(data127.length > 20){
validate20.errors = [{}];
return false;
}
else {
var valid61 = true;
const len18 = data127.length;
for(let i27=0; i27<len18; i27++){
const _errs263 = errors;
if(!(validate35(data127[i27], {instancePath:instancePath+"/memory/backends/" + i27,parentData:data127,parentDataProperty:i27,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
var valid61 = _errs263 === errors;
if(!valid61){
break;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs258 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.mcp !== undefined){
let data129 = data.mcp;
const _errs264 = errors;
if(errors === _errs264){
if(data129 && typeof data129 == "object" && !Array.isArray(data129)){
const _errs266 = errors;
for(const key22 in data129){
if(!(((key22 === "propose") || (key22 === "maxOpen")) || (key22 === "perHour"))){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs266 === errors){
if(data129.propose !== undefined){
const _errs267 = errors;
if(typeof data129.propose !== "boolean"){
validate20.errors = [{}];
return false;
}
var valid62 = _errs267 === errors;
}
else {
var valid62 = true;
}
if(valid62){
if(data129.maxOpen !== undefined){
let data131 = data129.maxOpen;
const _errs269 = errors;
if(!(((typeof data131 == "number") && (!(data131 % 1) && !isNaN(data131))) && (isFinite(data131)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs269){
if((typeof data131 == "number") && (isFinite(data131))){
if(data131 > 100 || isNaN(data131)){
validate20.errors = [{}];
return false;
}
else {
if(data131 < 1 || isNaN(data131)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid62 = _errs269 === errors;
}
else {
var valid62 = true;
}
if(valid62){
if(data129.perHour !== undefined){
let data132 = data129.perHour;
const _errs271 = errors;
if(!(((typeof data132 == "number") && (!(data132 % 1) && !isNaN(data132))) && (isFinite(data132)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs271){
if((typeof data132 == "number") && (isFinite(data132))){
if(data132 > 1000 || isNaN(data132)){
validate20.errors = [{}];
return false;
}
else {
if(data132 < 1 || isNaN(data132)){
validate20.errors = [{}];
return false;
}
}
}
}
var valid62 = _errs271 === errors;
}
else {
var valid62 = true;
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs264 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.store !== undefined){
let data133 = data.store;
const _errs273 = errors;
if(errors === _errs273){
if(data133 && typeof data133 == "object" && !Array.isArray(data133)){
const _errs275 = errors;
for(const key23 in data133){
if(!(key23 === "fsync")){
validate20.errors = [{}];
return false;
break;
}
}
if(_errs275 === errors){
if(data133.fsync !== undefined){
if(typeof data133.fsync !== "boolean"){
validate20.errors = [{}];
return false;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs273 === errors;
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
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
