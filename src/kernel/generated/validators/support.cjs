// Generated from schemas/ by `npm run generate`; edit the schemas instead.

exports.check = validate55;
const schema103 = {"title":"Evidence","type":"object","additionalProperties":false,"required":["trace","traceSha256","message","quote","origin"],"properties":{"trace":{"type":"string","pattern":"^[0-9a-f]{20}$"},"traceSha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"message":{"type":"integer","minimum":0},"call":{"type":"integer","minimum":0},"quote":{"type":"string"},"origin":{"enum":["person","assistant","tool","web"]},"score":{"type":"integer","minimum":0,"maximum":100}}};
const pattern51 = new RegExp("^[0-9a-f]{12}$", "u");
const pattern30 = new RegExp("^[0-9a-f]{20}$", "u");
const pattern36 = new RegExp("^[0-9a-f]{64}$", "u");

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="support.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.schemaVersion === undefined) && (missing0 = "schemaVersion")) || ((data.proposal === undefined) && (missing0 = "proposal"))) || ((data.evidence === undefined) && (missing0 = "evidence"))){
validate55.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "schemaVersion") || (key0 === "proposal")) || (key0 === "evidence"))){
validate55.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.schemaVersion !== undefined){
const _errs2 = errors;
if(1 !== data.schemaVersion){
validate55.errors = [{}];
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
validate55.errors = [{}];
return false;
}
}
else {
validate55.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.evidence !== undefined){
let data2 = data.evidence;
const _errs5 = errors;
if(errors === _errs5){
if(Array.isArray(data2)){
if(data2.length < 1){
validate55.errors = [{}];
return false;
}
else {
var valid1 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((((data3.trace === undefined) && (missing1 = "trace")) || ((data3.traceSha256 === undefined) && (missing1 = "traceSha256"))) || ((data3.message === undefined) && (missing1 = "message"))) || ((data3.quote === undefined) && (missing1 = "quote"))) || ((data3.origin === undefined) && (missing1 = "origin"))){
validate55.errors = [{}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!(((((((key1 === "trace") || (key1 === "traceSha256")) || (key1 === "message")) || (key1 === "call")) || (key1 === "quote")) || (key1 === "origin")) || (key1 === "score"))){
validate55.errors = [{}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.trace !== undefined){
let data4 = data3.trace;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data4 === "string"){
if(!pattern30.test(data4)){
validate55.errors = [{}];
return false;
}
}
else {
validate55.errors = [{}];
return false;
}
}
var valid3 = _errs11 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.traceSha256 !== undefined){
let data5 = data3.traceSha256;
const _errs13 = errors;
if(errors === _errs13){
if(typeof data5 === "string"){
if(!pattern36.test(data5)){
validate55.errors = [{}];
return false;
}
}
else {
validate55.errors = [{}];
return false;
}
}
var valid3 = _errs13 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.message !== undefined){
let data6 = data3.message;
const _errs15 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate55.errors = [{}];
return false;
}
if(errors === _errs15){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate55.errors = [{}];
return false;
}
}
}
var valid3 = _errs15 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.call !== undefined){
let data7 = data3.call;
const _errs17 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate55.errors = [{}];
return false;
}
if(errors === _errs17){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate55.errors = [{}];
return false;
}
}
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.quote !== undefined){
const _errs19 = errors;
if(typeof data3.quote !== "string"){
validate55.errors = [{}];
return false;
}
var valid3 = _errs19 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.origin !== undefined){
let data9 = data3.origin;
const _errs21 = errors;
if(!((((data9 === "person") || (data9 === "assistant")) || (data9 === "tool")) || (data9 === "web"))){
validate55.errors = [{}];
return false;
}
var valid3 = _errs21 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.score !== undefined){
let data10 = data3.score;
const _errs22 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate55.errors = [{}];
return false;
}
if(errors === _errs22){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 100 || isNaN(data10)){
validate55.errors = [{}];
return false;
}
else {
if(data10 < 0 || isNaN(data10)){
validate55.errors = [{}];
return false;
}
}
}
}
var valid3 = _errs22 === errors;
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
else {
validate55.errors = [{}];
return false;
}
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate55.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate55.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
