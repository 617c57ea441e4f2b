/* For tests only: holds a file or folder open as an office program does, until its input ends.
   Arguments: what others may do meanwhile (0 nothing, 1 read, 7 everything), and the path. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

int wmain(int count, wchar_t **arguments) {
  if (count < 3) return 2;
  HANDLE held = CreateFileW(arguments[2], GENERIC_READ, _wtoi(arguments[1]), NULL, OPEN_EXISTING,
                            FILE_FLAG_BACKUP_SEMANTICS, NULL);
  if (held == INVALID_HANDLE_VALUE) {
    printf("error %lu\n", GetLastError());
    return 1;
  }
  puts("held");
  fflush(stdout);
  while (getchar() != EOF) {
  }
  CloseHandle(held);
  return 0;
}
