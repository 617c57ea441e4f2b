/* Unpacks the client, which is kept compressed so that servers which compress nothing still send little.
   In: four bytes of length and four of Adler-32, lowest first, then raw deflate (RFC 1951). Out: the bytes; throws where they make no sense. */
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

  // How many codes there are of each length, and the symbols in the order of their codes.
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
    // What is left of the byte is not used.
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
