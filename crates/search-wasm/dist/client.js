var yanxiSearchClient = (function(exports) {
let script_src;
if (typeof document !== 'undefined' && document.currentScript !== null) {
script_src = new URL(document.currentScript.src, location.href).toString();
}
class Client {
static __wrap(ptr) {
const obj = Object.create(Client.prototype);
obj.__wbg_ptr = ptr;
ClientFinalization.register(obj, obj.__wbg_ptr, obj);
return obj;
}
__destroy_into_raw() {
const ptr = this.__wbg_ptr;
this.__wbg_ptr = 0;
ClientFinalization.unregister(this);
return ptr;
}
free() {
const ptr = this.__destroy_into_raw();
wasm.__wbg_client_free(ptr, 0);
}
fail(path, reason) {
let ptr0, len0, ptr1, len1;
try {
ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len0 = WASM_VECTOR_LEN;
ptr1 = passStringToWasm0(reason, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len1 = WASM_VECTOR_LEN;
} catch (e) {
if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
throw e;
}
wasm.client_fail(this.__wbg_ptr, ptr0, len0, ptr1, len1);
}
foresee(query) {
let deferred2_0;
let deferred2_1;
try {
const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
const ptr0 = passStringToWasm0(query, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
const len0 = WASM_VECTOR_LEN;
wasm.client_foresee(retptr, this.__wbg_ptr, ptr0, len0);
var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
deferred2_0 = r0;
deferred2_1 = r1;
return getStringFromWasm0(r0, r1);
} finally {
wasm.__wbindgen_add_to_stack_pointer(16);
wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
}
}
static open(path, hash, hot) {
try {
const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
let ptr0, len0, ptr1, len1, ptr2, len2;
try {
ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len0 = WASM_VECTOR_LEN;
ptr1 = passStringToWasm0(hash, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len1 = WASM_VECTOR_LEN;
ptr2 = passArray8ToWasm0(hot, wasm.__wbindgen_malloc);
len2 = WASM_VECTOR_LEN;
} catch (e) {
if (ptr2) { wasm.__wbindgen_free(ptr2, len2 * 1, 1); }
if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
throw e;
}
wasm.client_open(retptr, ptr0, len0, ptr1, len1, ptr2, len2);
var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
if (r2) {
throw takeObject(r1);
}
return Client.__wrap(r0);
} finally {
wasm.__wbindgen_add_to_stack_pointer(16);
}
}
poll() {
let deferred2_0;
let deferred2_1;
try {
const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
wasm.client_poll(retptr, this.__wbg_ptr);
var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
var r3 = getDataViewMemory0().getInt32(retptr + 4 * 3, true);
var ptr1 = r0;
var len1 = r1;
if (r3) {
ptr1 = 0; len1 = 0;
throw takeObject(r2);
}
deferred2_0 = ptr1;
deferred2_1 = len1;
return getStringFromWasm0(ptr1, len1);
} finally {
wasm.__wbindgen_add_to_stack_pointer(16);
wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
}
}
search(query, options) {
let ptr0, len0, ptr1, len1;
try {
ptr0 = passStringToWasm0(query, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len0 = WASM_VECTOR_LEN;
ptr1 = passStringToWasm0(options, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len1 = WASM_VECTOR_LEN;
} catch (e) {
if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
throw e;
}
wasm.client_search(this.__wbg_ptr, ptr0, len0, ptr1, len1);
}
supply(path, bytes) {
try {
const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
let ptr0, len0, ptr1, len1;
try {
ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len0 = WASM_VECTOR_LEN;
ptr1 = passArray8ToWasm0(bytes, wasm.__wbindgen_malloc);
len1 = WASM_VECTOR_LEN;
} catch (e) {
if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
throw e;
}
wasm.client_supply(retptr, this.__wbg_ptr, ptr0, len0, ptr1, len1);
var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
if (r1) {
throw takeObject(r0);
}
} finally {
wasm.__wbindgen_add_to_stack_pointer(16);
}
}
}
if (Symbol.dispose) Client.prototype[Symbol.dispose] = Client.prototype.free;
exports.Client = Client;
function __wbg_get_imports() {
const import0 = {
__proto__: null,
__wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
throw new Error(getStringFromWasm0(arg0, arg1));
},
__wbindgen_generic_0000000000000001: function(arg0, arg1) {
const ret = getStringFromWasm0(arg0, arg1);
return addHeapObject(ret);
},
};
return {
__proto__: null,
"./client_bg.js": import0,
};
}
const ClientFinalization = (typeof FinalizationRegistry === 'undefined')
? { register: () => {}, unregister: () => {} }
: new FinalizationRegistry(ptr => wasm.__wbg_client_free(ptr, 1));
function addHeapObject(obj) {
if (heap_next === heap.length) heap.push(heap.length + 1);
const idx = heap_next;
heap_next = heap[idx];
heap[idx] = obj;
return idx;
}
function dropObject(idx) {
if (idx < 1028) return;
heap[idx] = heap_next;
heap_next = idx;
}
let cachedDataViewMemory0 = null;
function getDataViewMemory0() {
if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer !== wasm.memory.buffer) {
cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
}
return cachedDataViewMemory0;
}
function getStringFromWasm0(ptr, len) {
ptr = ptr >>> 0;
return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}
let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer) {
cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
}
return cachedUint8ArrayMemory0;
}
function getObject(idx) { return heap[idx]; }
let heap = new Array(1024).fill(undefined);
heap.push(undefined, null, true, false);
let heap_next = heap.length;
function passArray8ToWasm0(arg, malloc) {
const ptr = malloc(arg.length * 1, 1) >>> 0;
getUint8ArrayMemory0().set(arg, ptr / 1);
WASM_VECTOR_LEN = arg.length;
return ptr;
}
function passStringToWasm0(arg, malloc, realloc) {
if (realloc === undefined) {
const buf = cachedTextEncoder.encode(arg);
const ptr = malloc(buf.length, 1) >>> 0;
getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
WASM_VECTOR_LEN = buf.length;
return ptr;
}
let len = arg.length;
let ptr = malloc(len, 1) >>> 0;
const mem = getUint8ArrayMemory0();
let offset = 0;
for (; offset < len; offset++) {
const code = arg.charCodeAt(offset);
if (code > 0x7F) break;
mem[ptr + offset] = code;
}
if (offset !== len) {
if (offset !== 0) {
arg = arg.slice(offset);
}
ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
const ret = cachedTextEncoder.encodeInto(arg, view);
offset += ret.written;
ptr = realloc(ptr, len, offset, 1) >>> 0;
}
WASM_VECTOR_LEN = offset;
return ptr;
}
function takeObject(idx) {
const ret = getObject(idx);
dropObject(idx);
return ret;
}
let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
function decodeText(bytes) {
return cachedTextDecoder.decode(bytes);
}
const cachedTextEncoder = new TextEncoder();
if (!('encodeInto' in cachedTextEncoder)) {
cachedTextEncoder.encodeInto = function (arg, view) {
const buf = cachedTextEncoder.encode(arg);
view.set(buf);
return {
read: arg.length,
written: buf.length
};
};
}
let WASM_VECTOR_LEN = 0;
let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
wasmInstance = instance;
wasm = instance.exports;
wasmModule = module;
cachedDataViewMemory0 = null;
cachedUint8ArrayMemory0 = null;
return wasm;
}
exports.imports = __wbg_get_imports;
exports.attach = __wbg_finalize_init;
return exports;
})({ __proto__: null });
function yanxiUnpack(packed) {
'use strict';
var LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
var LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
var DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
var DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
var ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
function number(from) { return (packed[from] | packed[from + 1] << 8 | packed[from + 2] << 16 | packed[from + 3] << 24) >>> 0; }
var size = number(0);
if (packed.length < 9 || size > 67108864) { throw new Error('packed'); }
var output = new Uint8Array(size);
var written = 0;
var at = 8;
var held = 0;
var count = 0;
function bits(wanted) {
while (count < wanted) {
if (at >= packed.length) { throw new Error('packed'); }
held |= packed[at] << count;
at += 1;
count += 8;
}
var value = held & ((1 << wanted) - 1);
held >>>= wanted;
count -= wanted;
return value;
}
function table(lengths) {
var counts = new Uint16Array(16);
var offsets = new Uint16Array(16);
var symbols = new Uint16Array(lengths.length);
var index;
for (index = 0; index < lengths.length; index += 1) { counts[lengths[index]] += 1; }
counts[0] = 0;
for (index = 1; index < 16; index += 1) { offsets[index] = offsets[index - 1] + counts[index - 1]; }
for (index = 0; index < lengths.length; index += 1) {
if (lengths[index]) {
symbols[offsets[lengths[index]]] = index;
offsets[lengths[index]] += 1;
}
}
return { counts: counts, symbols: symbols };
}
function symbol(codes) {
var code = 0;
var first = 0;
var index = 0;
for (var length = 1; length < 16; length += 1) {
code |= bits(1);
var number = codes.counts[length];
if (code - first < number) { return codes.symbols[index + code - first]; }
index += number;
first = (first + number) << 1;
code <<= 1;
}
throw new Error('packed');
}
function readTables() {
var literals = bits(5) + 257;
var distances = bits(5) + 1;
var orders = bits(4) + 4;
var lengths = new Uint8Array(19);
var index;
for (index = 0; index < orders; index += 1) { lengths[ORDER[index]] = bits(3); }
var codes = table(lengths);
lengths = new Uint8Array(literals + distances);
index = 0;
while (index < lengths.length) {
var next = symbol(codes);
if (next < 16) {
lengths[index] = next;
index += 1;
} else {
var value = next === 16 ? lengths[index - 1] : 0;
var times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
while (times > 0) {
lengths[index] = value;
index += 1;
times -= 1;
}
}
}
return [table(lengths.subarray(0, literals)), table(lengths.subarray(literals))];
}
function fixedTables() {
var lengths = new Uint8Array(288);
for (var index = 0; index < 288; index += 1) { lengths[index] = index < 144 ? 8 : index < 256 ? 9 : index < 280 ? 7 : 8; }
var distances = new Uint8Array(30);
for (index = 0; index < 30; index += 1) { distances[index] = 5; }
return [table(lengths), table(distances)];
}
function copy(tables) {
for (;;) {
var next = symbol(tables[0]);
if (next < 256) {
if (written >= size) { throw new Error('packed'); }
output[written] = next;
written += 1;
} else if (next === 256) {
return;
} else {
var length = LENGTHS[next - 257] + bits(LENGTH_BITS[next - 257]);
var code = symbol(tables[1]);
var from = written - DISTANCES[code] - bits(DISTANCE_BITS[code]);
if (!(from >= 0) || written + length > size) { throw new Error('packed'); }
while (length > 0) {
output[written] = output[from];
written += 1;
from += 1;
length -= 1;
}
}
}
}
function stored() {
held = 0;
count = 0;
var length = packed[at] | packed[at + 1] << 8;
at += 4;
if (at + length > packed.length || written + length > size) { throw new Error('packed'); }
output.set(packed.subarray(at, at + length), written);
written += length;
at += length;
}
var last = 0;
while (!last) {
last = bits(1);
var kind = bits(2);
if (kind === 0) { stored(); } else if (kind === 1) { copy(fixedTables()); } else if (kind === 2) { copy(readTables()); } else { throw new Error('packed'); }
}
function adler() {
var low = 1;
var high = 0;
for (var from = 0; from < size; from += 3000) {
var end = Math.min(from + 3000, size);
for (var index = from; index < end; index += 1) {
low += output[index];
high += low;
}
low %= 65521;
high %= 65521;
}
return (high << 16 | low) >>> 0;
}
if (written !== size || adler() !== number(4)) { throw new Error('packed'); }
return output;
}
