/* For tests only: wine 8 lacks bcryptprimitives.dll, whose ProcessPrng Rust's standard library asks for random bytes. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID bytes, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
  return SystemFunction036(bytes, (ULONG)length);
}
